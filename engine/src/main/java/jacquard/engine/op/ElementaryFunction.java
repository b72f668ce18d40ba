package jacquard.engine.op;

import jacquard.engine.tensor.DType;

/** Functions of one argument, in double precision; {@code a} and {@code b} are parameters. */
public enum ElementaryFunction {
  /** {@code |x|}. */
  ABS((x, _, _) -> Math.abs(x)),
  /** {@code -x}. */
  NEG((x, _, _) -> -x),
  /** -1, 0 or 1. */
  SIGN((x, _, _) -> Math.signum(x)),
  /** {@code max(x, 0)}. */
  RELU((x, _, _) -> x < 0 ? 0 : x),
  /** The next integer above. */
  CEIL((x, _, _) -> Math.ceil(x)),
  /** The next integer below. */
  FLOOR((x, _, _) -> Math.floor(x)),
  /** The nearest integer; of two, the even one. */
  ROUND((x, _, _) -> Math.rint(x)),
  /** Sine. */
  SIN((x, _, _) -> Math.sin(x)),
  /** Cosine. */
  COS((x, _, _) -> Math.cos(x)),
  /** Tangent. */
  TAN((x, _, _) -> Math.tan(x)),
  /** Inverse sine. */
  ASIN((x, _, _) -> Math.asin(x)),
  /** Inverse cosine. */
  ACOS((x, _, _) -> Math.acos(x)),
  /** Inverse tangent. */
  ATAN((x, _, _) -> Math.atan(x)),
  /** Hyperbolic sine. */
  SINH((x, _, _) -> Math.sinh(x)),
  /** Hyperbolic cosine. */
  COSH((x, _, _) -> Math.cosh(x)),
  /** Inverse hyperbolic sine. */
  ASINH((x, _, _) -> Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x)),
  /** Inverse hyperbolic cosine. */
  ACOSH((x, _, _) -> Math.log(x + Math.sqrt(x * x - 1))),
  /** Inverse hyperbolic tangent. */
  ATANH((x, _, _) -> 0.5 * Math.log((1 + x) / (1 - x))),
  /** The error function. */
  ERF((x, _, _) -> ErrorFunction.erf(x)),
  /** {@code x * Phi(x)}, exactly (Hendrycks and Gimpel 2016). */
  GELU((x, _, _) -> 0.5 * x * (1 + ErrorFunction.erf(x / Math.sqrt(2)))),
  /** {@code x} where positive, else {@code a (e^x - 1)} (Clevert et al. 2016). */
  ELU((x, a, _) -> x > 0 ? x : a * Math.expm1(x)),
  /** {@code b} times ELU (Klambauer et al. 2017). */
  SELU((x, a, b) -> b * (x > 0 ? x : a * Math.expm1(x))),
  /** {@code max(x, 0) + min(0, a (e^(x / a) - 1))} (Barron 2017). */
  CELU((x, a, _) -> Math.max(x, 0) + Math.min(0, a * Math.expm1(x / a))),
  /** {@code log(1 + e^x)}. */
  SOFTPLUS((x, _, _) -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  /** {@code x / (1 + |x|)}. */
  SOFTSIGN((x, _, _) -> x / (1 + Math.abs(x))),
  /** {@code a x + b}, cut to [0, 1]. */
  HARD_SIGMOID((x, a, b) -> Math.max(0, Math.min(1, a * x + b))),
  /** {@code x max(0, min(1, a x + b))} (Howard et al. 2019, section 5.2). */
  HARD_SWISH((x, a, b) -> x * Math.max(0, Math.min(1, a * x + b))),
  /** {@code x tanh(softplus(x))} (Misra 2019). */
  MISH((x, _, _) -> x * Math.tanh(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))))),
  /** {@code x} above {@code a}, else 0. */
  THRESHOLDED_RELU((x, a, _) -> x > a ? x : 0),
  /** 0 within {@code a} of 0, else {@code b} nearer to it. */
  SHRINK((x, a, b) -> x < -a ? x + b : x > a ? x - b : 0),
  /** 1 where false. */
  NOT((x, _, _) -> x == 0 ? 1 : 0),
  /** Whether it is NaN. */
  IS_NAN((x, _, _) -> Double.isNaN(x) ? 1 : 0),
  /** Whether it is infinite: below if {@code a} is not 0, above if {@code b} is not 0. */
  IS_INF((x, a, b) ->
      (x == Double.NEGATIVE_INFINITY && a != 0) || (x == Double.POSITIVE_INFINITY && b != 0)
          ? 1
          : 0);

  @FunctionalInterface
  private interface Function {
    double of(double x, double a, double b);
  }

  private final Function function;

  ElementaryFunction(Function function) {
    this.function = function;
  }

  double of(double x, double a, double b) {
    return function.of(x, a, b);
  }

  /** The type of the result. */
  DType dtype(DType input) {
    return switch (this) {
      case NOT, IS_NAN, IS_INF -> DType.BOOL;
      default -> input;
    };
  }
}
