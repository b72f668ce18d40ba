package jacquard.optimize.tune.sample;

import java.util.Arrays;

/**
 * Makes losses fit for a Gaussian process: mean 0, deviation 1, and what is worse than the median
 * drawn together logarithmically, since how bad a bad trial is tells little about the good ones.
 */
final class Warp {
  private Warp() {}

  static double[] standardized(double[] losses) {
    var warped = compressed(losses);
    double mean = Arrays.stream(warped).average().orElse(0);
    double variance = Arrays.stream(warped).map(y -> (y - mean) * (y - mean)).average().orElse(0);
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    return Arrays.stream(warped).map(y -> (y - mean) / deviation).toArray();
  }

  private static double[] compressed(double[] losses) {
    var sorted = losses.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double extent = median - sorted[0];
    if (!(extent > 0)) return losses;
    return Arrays.stream(losses)
        .map(y -> y <= median ? y : median + extent * Math.log1p((y - median) / extent))
        .toArray();
  }
}
