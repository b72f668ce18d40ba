package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.CategoricalDistribution;
import java.util.Arrays;
import java.util.List;

/**
 * A density over points, made of kernels around some of them and one that is even everywhere. A
 * kernel is a product over the parameters, so it knows which values go together: a normal
 * distribution cut off at 0 and 1 for numbers, mostly the same choice for categories, and even for
 * a parameter that the point lacks (multivariate TPE, Falkner et al. 2018, section 3.2).
 */
final class ParzenEstimator {
  /**
   * The width of a single kernel; with more it shrinks by Scott's rule. Half of Optuna's, as are
   * its least widths: better on Branin, Hartmann-6 and other functions.
   */
  private static final double WIDTH = 0.1;

  /** No kernel is narrower than this, or than half the even share of one of the kernels. */
  private static final double LEAST_WIDTH = 0.01;

  private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

  private final Encoding encoding;
  private final double[][] centers; // [kernel, parameter]; NaN for what it lacks
  private final double[][] norms; // logarithm of the height of each factor at its center
  private final double[] widths; // of each numeric parameter
  private final double[] evens; // logarithm of the even density
  private final double[] logs; // scratch

  ParzenEstimator(Encoding encoding, List<double[]> points) {
    this.encoding = encoding;
    this.centers = points.toArray(double[][]::new);
    int kernels = centers.length;
    int parameters = encoding.size();
    double narrow = Math.max(LEAST_WIDTH, 0.5 / (kernels + 1));
    double width = Math.max(narrow, WIDTH * Math.pow(kernels, -1.0 / (parameters + 4)));
    widths = new double[parameters];
    evens = new double[parameters];
    for (int p = 0; p < parameters; p++) {
      int size = encoding.distribution(p).size();
      widths[p] = size == 0 ? width : Math.max(width, 0.5 / size);
      evens[p] = isCategory(p) ? -Math.log(size) : 0;
    }
    norms = new double[kernels][parameters];
    for (int k = 0; k < kernels; k++) {
      for (int p = 0; p < parameters; p++) norms[k][p] = norm(centers[k][p], p);
    }
    logs = new double[kernels + 1];
  }

  private boolean isCategory(int parameter) {
    return encoding.distribution(parameter) instanceof CategoricalDistribution;
  }

  private double norm(double center, int parameter) {
    if (Double.isNaN(center)) return evens[parameter];
    if (isCategory(parameter))
      return Math.log(1 - other(parameter) + other(parameter) / size(parameter));
    double width = widths[parameter];
    double inside = Normal.below((1 - center) / width) - Normal.below(-center / width);
    return -LOG_SQRT_2PI - Math.log(width * inside);
  }

  private int size(int parameter) {
    return encoding.distribution(parameter).size();
  }

  /** How much of a kernel's mass on a category is spread evenly over all choices. */
  private double other(int parameter) {
    double choices = size(parameter);
    return choices / (centers.length + choices);
  }

  /** Draws a point. */
  double[] draw(Draws draws) {
    int kernel = draws.below(centers.length + 1);
    var units = new double[encoding.size()];
    for (int p = 0; p < units.length; p++) {
      double center = kernel < centers.length ? centers[kernel][p] : Double.NaN;
      boolean even = Double.isNaN(center) || (isCategory(p) && draws.uniform() < other(p));
      if (even) units[p] = draws.uniform();
      else if (isCategory(p)) units[p] = center;
      else units[p] = drawInside(center, widths[p], draws);
    }
    encoding.snap(units);
    return units;
  }

  /** At least two in five normal values about a center in [0, 1] lie inside, so this ends soon. */
  private static double drawInside(double center, double width, Draws draws) {
    while (true) {
      double x = center + width * draws.gaussian();
      if (x >= 0 && x <= 1) return x;
    }
  }

  /** The logarithm of the density at a point, over the parameters that are active there. */
  double logDensity(double[] units, boolean[] active) {
    double even = 0;
    for (int p = 0; p < units.length; p++) if (active[p]) even += evens[p];
    for (int k = 0; k < centers.length; k++) logs[k] = logKernel(k, units, active);
    logs[centers.length] = even;
    double largest = Arrays.stream(logs).max().orElseThrow();
    double sum = 0;
    for (double log : logs) sum += Math.exp(log - largest);
    return largest + Math.log(sum / logs.length);
  }

  private double logKernel(int kernel, double[] units, boolean[] active) {
    var center = centers[kernel];
    var norm = norms[kernel];
    double sum = 0;
    for (int p = 0; p < units.length; p++) {
      if (!active[p]) continue;
      if (evens[p] != 0 && units[p] != center[p] && !Double.isNaN(center[p])) {
        sum += Math.log(other(p) / size(p));
        continue;
      }
      sum += norm[p];
      if (evens[p] == 0 && !Double.isNaN(center[p])) {
        double z = (units[p] - center[p]) / widths[p];
        sum -= 0.5 * z * z;
      }
    }
    return sum;
  }
}
