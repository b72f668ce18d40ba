/** Runs the training loop, measures how good a model is, and stops and resumes. */
package jacquard.engine.train;
