/**
 * How parameters are chosen: by grid, chance, Sobol points, Parzen estimators, Gaussian process.
 */
package jacquard.optimize.tune.sample;
