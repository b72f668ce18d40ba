package jacquard.fashion.report;

import java.util.Arrays;

/**
 * Several measurements of the same.
 *
 * @param mean their mean
 * @param deviation their sample standard deviation; NaN for a single one, which tells nothing of
 *     others
 * @param count how many there are
 */
public record Spread(double mean, double deviation, int count) {
  /** The 97.5 % points of Student's t distribution for 1 to 9 degrees of freedom. */
  private static final double[] STUDENT = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262
  };

  /** The spread of at least one value. */
  public static Spread of(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Spread(mean, Math.sqrt(squares / (values.length - 1)), values.length);
  }

  /**
   * How far the 95 % interval of the mean reaches on either side, for values that are normally
   * distributed (for more than ten of them a little too far); NaN for a single one.
   */
  public double margin() {
    return STUDENT[Math.clamp(count - 2, 0, STUDENT.length - 1)] * deviation / Math.sqrt(count);
  }

  /** A fraction in percent: {@code "91.20 ± 0.13"}. */
  public String percent() {
    return new Spread(100 * mean, 100 * deviation, count).text(2);
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
