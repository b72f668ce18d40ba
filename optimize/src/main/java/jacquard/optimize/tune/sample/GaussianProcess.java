package jacquard.optimize.tune.sample;

import java.util.Arrays;

/**
 * A distribution over functions, given their values at some places (Rasmussen and Williams 2006,
 * section 2.2), with mean zero far from all of them. Places can be added one by one, and the last
 * ones taken back. Not thread-safe.
 */
final class GaussianProcess {
  /** Below this part of the process's variance nothing is known for certain. */
  private static final double LEAST_VARIANCE = 1e-10;

  private final KernelParameters kernel;
  private final InverseFactor factor = new InverseFactor();
  private double[][] places; // [feature, n]
  private double[] alpha = {};
  private double variance;

  private double[] correlations = {}; // scratch, as all below
  private double[] slopes = {};
  private double[] whitened = {};
  private double[] solved = {};

  /** The mean at the place last asked for. */
  double mean;

  /** The variance of the function, without noise, at the place last asked for. */
  double deviation2;

  /** The process without any value. */
  GaussianProcess(KernelParameters kernel) {
    this.kernel = kernel;
    this.places = new double[kernel.lengths().length][16];
  }

  /** The number of places. */
  int size() {
    return factor.size();
  }

  /** Adds a place; call {@link #setValues} before asking. */
  void add(double[] features) {
    int n = size();
    grow(n + 1);
    correlate(features, false);
    double diagonal = 1 + kernel.noise();
    factor.add(correlations, diagonal, 1e-3 * kernel.noise());
    for (int f = 0; f < features.length; f++) places[f][n] = features[f];
  }

  /** Takes back all but the first places. */
  void truncate(int size) {
    factor.truncate(size);
  }

  /**
   * Sets the function's value at each place; the variance follows as the likeliest.
   *
   * @param known how many of the values were measured; the others are not evidence of variance
   */
  void setValues(double[] values, int known) {
    int n = size();
    alpha = new double[n];
    factor.times(values, whitened);
    double sum = 0;
    for (int i = 0; i < known; i++) sum += whitened[i] * whitened[i];
    variance = Math.max(sum / known, 1e-12);
    factor.transposedTimes(whitened, alpha);
  }

  /** What the process takes the function to be at place {@code i}, its noise left out. */
  double smoothed(int i, double value) {
    return value - kernel.noise() * alpha[i];
  }

  /** Computes mean and variance at a place. */
  void predict(double[] features) {
    correlate(features, false);
    predict();
  }

  private void predict() {
    int n = size();
    factor.times(correlations, whitened);
    double sum = 0;
    double explained = 0;
    for (int i = 0; i < n; i++) {
      sum += correlations[i] * alpha[i];
      explained += whitened[i] * whitened[i];
    }
    mean = sum;
    deviation2 = variance * Math.max(1 - explained, LEAST_VARIANCE);
  }

  /** As {@link #predict}; {@link #addGradient} may follow. */
  void predictWithSlopes(double[] features) {
    correlate(features, true);
    predict();
    factor.transposedTimes(whitened, solved);
  }

  /**
   * Adds the gradient of some function of mean and variance at the place last asked for.
   *
   * @param byMean its derivative by the mean
   * @param byVariance its derivative by the variance
   */
  void addGradient(double[] features, double byMean, double byVariance, double[] gradient) {
    int n = size();
    for (int i = 0; i < n; i++) {
      double byCorrelation = byMean * alpha[i] - 2 * byVariance * variance * solved[i];
      whitened[i] = -byCorrelation * slopes[i];
    }
    for (int f = 0; f < features.length; f++) {
      double sum = 0;
      var column = places[f];
      for (int i = 0; i < n; i++) sum += whitened[i] * (features[f] - column[i]);
      gradient[f] += sum / (kernel.lengths()[f] * kernel.lengths()[f]);
    }
  }

  private void correlate(double[] features, boolean withSlopes) {
    int n = size();
    Arrays.fill(correlations, 0, n, 0);
    for (int f = 0; f < features.length; f++) {
      Matern.addSquares(features[f], places[f], kernel.lengths()[f], correlations, n);
    }
    Matern.correlate(correlations, withSlopes ? slopes : null, n);
  }

  private void grow(int size) {
    if (size <= correlations.length) return;
    int capacity = 2 * size + 16;
    for (int f = 0; f < places.length; f++) places[f] = Arrays.copyOf(places[f], capacity);
    correlations = new double[capacity];
    slopes = new double[capacity];
    whitened = new double[capacity];
    solved = new double[capacity];
  }
}
