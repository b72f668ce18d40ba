/**
 * Which trials are stopped before their end. Every pruner orders trials by what they reported: by
 * the loss if there is one objective, else by Pareto front and crowding (see {@link
 * jacquard.optimize.tune.Pareto#scores}).
 */
package jacquard.optimize.tune.prune;
