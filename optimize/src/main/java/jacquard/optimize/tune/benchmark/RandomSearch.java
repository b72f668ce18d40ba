package jacquard.optimize.tune.benchmark;

import java.util.Arrays;

/**
 * What random search must come to, from the distribution of a function's values.
 *
 * @param mean of the least value
 * @param deviation of the least value
 */
public record RandomSearch(double mean, double deviation) {
  private static final int SIDE = 1500;

  /** Of {@link Problem#BRANIN}, whose values on a fine grid stand for their distribution. */
  public static RandomSearch onBranin(int trials) {
    var values = new double[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      double x = -5 + 15 * (i % SIDE + 0.5) / SIDE;
      double y = 15 * (i / SIDE + 0.5) / SIDE;
      values[i] = Problem.branin(x, y);
    }
    Arrays.sort(values);
    double mean = 0;
    double square = 0;
    double left = 1; // the probability that all trials lie above
    for (int i = 0; i < values.length; i++) {
      double next = Math.pow(1 - (i + 1.0) / values.length, trials);
      mean += (left - next) * values[i];
      square += (left - next) * values[i] * values[i];
      left = next;
    }
    return new RandomSearch(mean, Math.sqrt(square - mean * mean));
  }

  /** Half the width of the interval that holds the mean of so many studies 99 times in 100. */
  public double margin(int studies) {
    return 2.576 * deviation / Math.sqrt(studies);
  }
}
