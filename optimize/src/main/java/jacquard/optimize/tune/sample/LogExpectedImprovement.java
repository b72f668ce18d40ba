package jacquard.optimize.tune.sample;

/**
 * The logarithm of how much a normal value falls below the best so far, on average, and its
 * derivatives. The logarithm keeps a slope where the improvement itself is zero in floating point
 * (Ament et al. 2023, "Unexpected improvements to expected improvement", section 4.1).
 */
final class LogExpectedImprovement {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double SQRT_HALF_PI = Math.sqrt(Math.PI / 2);
  private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

  /** Further out the difference below has no correct digits; its limit is taken. */
  private static final double FAR = 1e5;

  /** The value. */
  double value;

  /** Its derivative by the mean. */
  double byMean;

  /** Its derivative by the variance. */
  double byVariance;

  /** Computes value and derivatives for a normal variable. */
  void set(double mean, double variance, double best) {
    double deviation = Math.sqrt(variance);
    double z = (best - mean) / deviation;
    double logH;
    double slope; // of log h by z, with h(z) = density(z) + z below(z) and h' = below(z)
    if (z > -1) {
      double below = Normal.below(z);
      double h = Normal.density(z) + z * below;
      logH = Math.log(h);
      slope = below / h;
    } else if (z > -FAR) {
      double mills = SQRT_HALF_PI * Normal.scaledErfc(-z * SQRT_HALF); // below(z) / density(z)
      double ratio = 1 + z * mills;
      logH = -0.5 * z * z - LOG_SQRT_2PI + Math.log(ratio);
      slope = mills / ratio;
    } else {
      logH = -0.5 * z * z - LOG_SQRT_2PI - 2 * Math.log(-z);
      slope = -z;
    }
    value = logH + Math.log(deviation);
    byMean = -slope / deviation;
    byVariance = (1 - z * slope) / (2 * variance);
  }
}
