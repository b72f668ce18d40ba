package jacquard.fashion.report;

import java.util.Arrays;

/**
 * Several measurements of the same.
 *
 * @param mean their mean
 * @param deviation their sample standard deviation; NaN for a single one, which tells nothing of others
 */
public record Spread(double mean, double deviation) {
  /** The spread of at least one value. */
  public static Spread of(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Spread(mean, Math.sqrt(squares / (values.length - 1)));
  }

  /** A fraction in percent: {@code "91.20 ± 0.13"}. */
  public String percent() {
    return new Spread(100 * mean, 100 * deviation).text(2);
  }

  /** Both with as many decimals as show two digits of the deviation, six at most. */
  public String text() {
    double size = Math.floor(Math.log10(Math.max(deviation, 1e-9)));
    return text((int) Math.clamp(1 - size, 0, 6));
  }

  /** Both with so many decimals; the mean alone if it is that of a single value. */
  String text(int decimals) {
    var format = "%." + decimals + "f";
    if (Double.isNaN(deviation)) return Text.format(format, mean);
    return Text.format(format + " ± " + format, mean, deviation);
  }
}
