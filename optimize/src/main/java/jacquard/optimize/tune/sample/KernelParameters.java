package jacquard.optimize.tune.sample;

/**
 * What a Gaussian process is shaped by.
 *
 * @param lengths how far apart places may be, along each feature, and still be alike
 * @param noise the variance of what cannot be repeated, in parts of the process's own
 */
record KernelParameters(double[] lengths, double noise) {}
