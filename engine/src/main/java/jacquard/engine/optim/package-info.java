/** Moves parameters along their gradients: update rules, learning-rate schedules, averages. */
package jacquard.engine.optim;
