/**
 * What is done to a trained model, step after step: the single commands, pipelines and the Pareto
 * report all do the same steps.
 */
package jacquard.optimize.recipe;
