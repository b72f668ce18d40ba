package jacquard.optimize.tune.sample;

import java.util.Arrays;

/**
 * Chooses the parameters of a kernel: those of the largest posterior density, given the values
 * (Rasmussen and Williams 2006, section 5.4). The process's variance is eliminated: for every other
 * choice the likeliest one is known in closed form (Jones et al. 1998, equation 5).
 *
 * <p>Unknowns are logarithms: the length of each group of features, then the noise. Each has a
 * normal prior.
 */
final class KernelFit implements BoxMinimizer.Function {
  // Lengths on [0, 1], in parts of the root of the number of parameters, with which distances grow
  // (Hvarfner et al. 2024, "Vanilla Bayesian optimization performs great in high dimensions",
  // section 4). A wide prior let lengths grow where one basin is flat, and hid the others.
  private static final double LENGTH_MEDIAN = 0.25;
  private static final double LENGTH_DEVIATION = 0.7;
  private static final double LENGTH_LOW = Math.log(0.02);
  private static final double LENGTH_HIGH = Math.log(30);

  // Noise is small unless the values say otherwise.
  private static final double NOISE_MEAN = Math.log(1e-4);
  private static final double NOISE_DEVIATION = 2;
  private static final double NOISE_LOW = Math.log(1e-6);
  private static final double NOISE_HIGH = Math.log(1);

  private static final int ITERATIONS = 40;
  private static final double TOLERANCE = 1e-3;

  private final double[][] features; // [feature, n]
  private final int[] groups; // of each feature
  private final int groupCount;
  private final double[] values;
  private final double lengthMean;
  private final int n;

  private final InverseFactor factor = new InverseFactor();
  private final double[][] matrix;
  private final double[][] slopes;
  private final double[] whitened;
  private final double[] alpha;

  private KernelFit(double[][] rows, int[] groups, double[] values) {
    this.n = rows.length;
    this.groups = groups;
    this.groupCount = Arrays.stream(groups).max().orElse(-1) + 1;
    this.values = values;
    this.lengthMean = Math.log(LENGTH_MEDIAN * Math.sqrt(groupCount));
    this.features = new double[groups.length][n];
    for (int i = 0; i < n; i++) {
      for (int f = 0; f < groups.length; f++) features[f][i] = rows[i][f];
    }
    matrix = new double[n][n];
    slopes = new double[n][n];
    whitened = new double[n];
    alpha = new double[n];
  }

  /**
   * The best parameters.
   *
   * @param rows the places, {@code [n, feature]}
   * @param groups which length each feature shares
   * @param values at the places
   */
  static KernelParameters fit(double[][] rows, int[] groups, double[] values) {
    var fit = new KernelFit(rows, groups, values);
    int unknowns = fit.groupCount + 1;
    var low = new double[unknowns];
    var high = new double[unknowns];
    Arrays.fill(low, LENGTH_LOW);
    Arrays.fill(high, LENGTH_HIGH);
    low[unknowns - 1] = NOISE_LOW;
    high[unknowns - 1] = NOISE_HIGH;
    var minimizer = new BoxMinimizer(fit, low, high, ITERATIONS, TOLERANCE);
    BoxMinimizer.Minimum best = null;
    for (double length : new double[] {0.3, 1}) {
      var start = new double[unknowns];
      Arrays.fill(start, Math.log(length));
      start[unknowns - 1] = NOISE_MEAN;
      var found = minimizer.from(start);
      if (best == null || found.value() < best.value()) best = found;
    }
    return fit.parameters(best.x());
  }

  private KernelParameters parameters(double[] unknowns) {
    var lengths = new double[groups.length];
    Arrays.setAll(lengths, f -> Math.exp(unknowns[groups[f]]));
    return new KernelParameters(lengths, Math.exp(unknowns[groupCount]));
  }

  /** Minus the logarithm of the posterior density, but for a constant. */
  @Override
  public double at(double[] unknowns, double[] gradient) {
    var parameters = parameters(unknowns);
    correlate(parameters);
    double logDeterminant = factor.factorize(matrix);
    if (Double.isNaN(logDeterminant)) return Double.POSITIVE_INFINITY;
    factor.times(values, whitened);
    factor.transposedTimes(whitened, alpha);
    double variance = 1e-12;
    for (int i = 0; i < n; i++) variance += whitened[i] * whitened[i] / n;
    double result = 0.5 * (n * Math.log(variance) + logDeterminant);
    addGradient(parameters, variance, gradient);
    for (int g = 0; g < groupCount; g++) {
      result += prior(unknowns, g, lengthMean, LENGTH_DEVIATION, gradient);
    }
    return result + prior(unknowns, groupCount, NOISE_MEAN, NOISE_DEVIATION, gradient);
  }

  private static double prior(
      double[] unknowns, int i, double mean, double deviation, double[] gradient) {
    double z = (unknowns[i] - mean) / deviation;
    gradient[i] += z / deviation;
    return 0.5 * z * z;
  }

  /** Fills the matrix from the diagonal on, and the slopes before it. */
  private void correlate(KernelParameters parameters) {
    var row = new double[n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(row, 0, i, 0);
      for (int f = 0; f < features.length; f++) {
        Matern.addSquares(features[f][i], features[f], parameters.lengths()[f], row, i);
      }
      Matern.correlate(row, slopes[i], i);
      for (int j = 0; j < i; j++) matrix[j][i] = row[j];
      matrix[i][i] = 1 + parameters.noise();
    }
  }

  /**
   * The derivative by an unknown t is half the trace of {@code (K^-1 - a a^T) dK/dt}, where {@code
   * a} is alpha over the root of the variance (Rasmussen and Williams 2006, equation 5.9).
   */
  private void addGradient(KernelParameters parameters, double variance, double[] gradient) {
    Arrays.fill(gradient, 0);
    factor.inverse(matrix);
    var byLength = new double[groupCount];
    double byNoise = 0;
    for (int i = 0; i < n; i++) {
      var row = matrix[i];
      double scaled = alpha[i] / variance;
      byNoise += row[i] - scaled * alpha[i];
      for (int j = 0; j < i; j++) row[j] = (row[j] - scaled * alpha[j]) * slopes[i][j];
      for (int f = 0; f < features.length; f++) {
        double length = parameters.lengths()[f];
        byLength[groups[f]] += weightedSquares(row, features[f], i) / (length * length);
      }
    }
    for (int g = 0; g < groupCount; g++) gradient[g] = byLength[g];
    gradient[groupCount] = 0.5 * byNoise * parameters.noise();
  }

  private static double weightedSquares(double[] weights, double[] values, int i) {
    double sum = 0;
    for (int j = 0; j < i; j++) {
      double difference = values[i] - values[j];
      sum += weights[j] * difference * difference;
    }
    return sum;
  }
}
