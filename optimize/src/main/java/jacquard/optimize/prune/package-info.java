/**
 * Leaves out what a trained model can do without: single weights and lane blocks by masks, neurons
 * and channels for good.
 */
package jacquard.optimize.prune;
