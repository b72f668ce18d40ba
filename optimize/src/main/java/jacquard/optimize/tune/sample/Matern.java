package jacquard.optimize.tune.sample;

/**
 * The Matern kernel of smoothness 5/2 (Rasmussen and Williams 2006, equation 4.17), whose length is
 * of its own for every feature (automatic relevance determination): with the scaled distance r and
 * {@code s = sqrt(5) r}, it is {@code (1 + s + s^2 / 3) exp(-s)}.
 */
final class Matern {
  private Matern() {}

  /**
   * Replaces squared scaled distances by correlations.
   *
   * @param slopes receives {@code 5/3 (1 + s) exp(-s)}: minus twice the derivative by the squared
   *     distance; null if not wanted
   */
  static void correlate(double[] squares, double[] slopes, int count) {
    for (int i = 0; i < count; i++) {
      double s = Math.sqrt(5 * squares[i]);
      double decay = Math.exp(-s);
      double slope = (1 + s) * decay;
      squares[i] = slope + s * s / 3 * decay;
      if (slopes != null) slopes[i] = 5.0 / 3 * slope;
    }
  }

  /** Adds the squared distances of one feature: {@code sums[i] += (x - values[i])^2 / length^2}. */
  static void addSquares(double x, double[] values, double length, double[] sums, int count) {
    double weight = 1 / (length * length);
    for (int i = 0; i < count; i++) {
      double difference = x - values[i];
      sums[i] += weight * difference * difference;
    }
  }
}
