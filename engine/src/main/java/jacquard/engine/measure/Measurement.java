package jacquard.engine.measure;

import java.util.Arrays;

/**
 * What a task took, time after time.
 *
 * @param samples in the order of measuring, at least one; in seconds where a {@link Timer} measured
 */
public record Measurement(double[] samples) {
  private static final double CONFIDENCE = 0.95;

  /** A range. */
  public record Interval(double low, double high) {}

  /**
   * @throws IllegalArgumentException if there is no sample
   */
  public Measurement {
    if (samples.length == 0) throw new IllegalArgumentException("a measurement needs a sample");
    samples = samples.clone();
  }

  /** The middle sample, or the mean of the two in the middle. */
  public double median() {
    var sorted = sorted();
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /**
   * A 95 % confidence interval of the median, from the samples' ranks alone (Hollander and Wolfe
   * 1999, section 3.6): no distribution is assumed. With fewer than six samples it is their whole
   * range, and promises less.
   */
  public Interval interval() {
    var sorted = sorted();
    int n = sorted.length;
    int rank = 0;
    double tail = StrictMath.pow(0.5, n); // P(Binomial(n, 1/2) <= rank)
    double term = tail;
    while (rank < (n - 1) / 2) {
      term *= (double) (n - rank) / (rank + 1);
      if (2 * (tail + term) > 1 - CONFIDENCE) break;
      tail += term;
      rank++;
    }
    return new Interval(sorted[rank], sorted[n - 1 - rank]);
  }

  /**
   * The quotients of samples taken in the same rounds, in which the machine's moods cancel out.
   *
   * @throws IllegalArgumentException if the other has another number of samples
   */
  public Measurement over(Measurement other) {
    if (other.samples.length != samples.length) {
      throw new IllegalArgumentException(
          "%d samples do not pair with %d".formatted(samples.length, other.samples.length));
    }
    var quotients = new double[samples.length];
    for (int i = 0; i < samples.length; i++) quotients[i] = samples[i] / other.samples[i];
    return new Measurement(quotients);
  }

  private double[] sorted() {
    var sorted = samples.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
