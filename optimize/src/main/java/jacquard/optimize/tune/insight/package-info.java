/** What a study has learned: which parameters matter, and how good a front is. */
package jacquard.optimize.tune.insight;
