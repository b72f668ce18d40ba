package jacquard.optimize.tune.sample;

/**
 * The normal distribution, by the rational approximations of Cody (1969, "Rational Chebyshev
 * approximations for the error function", as in his program CALERF), exact to about 16 digits.
 */
final class Normal {
  private static final double INVERSE_SQRT_PI = 0.56418958354775628695;
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double INVERSE_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

  private static final double[] ERF_TOP = {
    1.85777706184603153e-1,
    3.16112374387056560e0,
    1.13864154151050156e2,
    3.77485237685302021e2,
    3.20937758913846947e3
  };
  private static final double[] ERF_BOTTOM = {
    1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
  };
  private static final double[] MIDDLE_TOP = {
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594e0,
    6.61191906371416295e1,
    2.98635138197400131e2,
    8.81952221241769090e2,
    1.71204761263407058e3,
    2.05107837782607147e3,
    1.23033935479799725e3
  };
  private static final double[] MIDDLE_BOTTOM = {
    1,
    1.57449261107098347e1,
    1.17693950891312499e2,
    5.37181101862009858e2,
    1.62138957456669019e3,
    3.29079923573345963e3,
    4.36261909014324716e3,
    3.43936767414372164e3,
    1.23033935480374942e3
  };
  private static final double[] TAIL_TOP = {
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4
  };
  private static final double[] TAIL_BOTTOM = {
    1,
    2.56852019228982242e0,
    1.87295284992346725e0,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };

  private Normal() {}

  static double density(double z) {
    return INVERSE_SQRT_2PI * Math.exp(-0.5 * z * z);
  }

  /** The probability of a value below {@code z}. */
  static double below(double z) {
    double x = z * SQRT_HALF;
    if (Math.abs(x) <= 0.46875) return 0.5 + 0.5 * smallErf(x);
    double tail = 0.5 * Math.exp(-x * x) * scaledErfc(Math.abs(x));
    return z < 0 ? tail : 1 - tail;
  }

  /** {@code exp(x^2) erfc(x)} for {@code x >= 0}. */
  static double scaledErfc(double x) {
    if (x <= 0.46875) return Math.exp(x * x) * (1 - smallErf(x));
    if (x <= 4) return polynomial(MIDDLE_TOP, x) / polynomial(MIDDLE_BOTTOM, x);
    double y = 1 / (x * x);
    double rest = y * polynomial(TAIL_TOP, y) / polynomial(TAIL_BOTTOM, y);
    return (INVERSE_SQRT_PI - rest) / x;
  }

  private static double smallErf(double x) {
    double y = x * x;
    return x * polynomial(ERF_TOP, y) / polynomial(ERF_BOTTOM, y);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double c : coefficients) sum = sum * x + c;
    return sum;
  }
}
