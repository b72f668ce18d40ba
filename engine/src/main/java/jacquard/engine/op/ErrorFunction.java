package jacquard.engine.op;

/**
 * The error function in double precision, to about 1e-15: its Taylor series where it converges
 * fast, and the continued fraction of its complement elsewhere (Abramowitz and Stegun 1964, 7.1.5
 * and 7.1.14).
 */
final class ErrorFunction {
  private static final double SWITCH = 2.5;
  private static final int FRACTIONS = 60;

  private ErrorFunction() {}

  static double erf(double x) {
    if (Double.isNaN(x)) return x;
    double magnitude = Math.abs(x);
    double value = magnitude < SWITCH ? series(magnitude) : 1 - complement(magnitude);
    return Math.copySign(value, x);
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * sum; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private static double complement(double x) {
    if (x > 27) return 0;
    double fraction = 0;
    for (int n = FRACTIONS; n > 0; n--) fraction = n / 2.0 / (x + fraction);
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
  }
}
