/**
 * Hyper-parameter search in the manner of Optuna (Akiba et al. 2019): a {@link
 * jacquard.optimize.tune.Study} asks a sampler for parameters, an objective scores them, a pruner
 * stops what is hopeless, and a storage keeps it all. The search space is defined by running the
 * objective.
 */
package jacquard.optimize.tune;
