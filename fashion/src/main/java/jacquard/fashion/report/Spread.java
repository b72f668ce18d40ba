package jacquard.fashion.report;

import java.util.Arrays;

/**
 * Several measurements of the same.
 *
 * @param mean their mean
 * @param deviation their sample standard deviation; 0 for a single one
 */
public record Spread(double mean, double deviation) {
  /** The spread of at least one value. */
  public static Spread of(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Spread(mean, values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1)));
  }

  /** A fraction in percent: {@code "91.20 ± 0.13"}. */
  public String percent() {
    return Text.format("%.2f ± %.2f", 100 * mean, 100 * deviation);
  }
}
