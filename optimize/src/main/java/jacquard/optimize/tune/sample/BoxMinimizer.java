package jacquard.optimize.tune.sample;

import java.util.Arrays;

/**
 * Finds a local minimum in a box: limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.4) on
 * the coordinates that are free to move, with a backtracking search along the path projected into
 * the box (Bertsekas 1982).
 */
final class BoxMinimizer {
  private static final int MEMORY = 8;
  private static final double SUFFICIENT = 1e-4;
  private static final int BACKTRACKS = 12;

  /** A function with its gradient. */
  interface Function {
    /** The value at {@code x}; writes the gradient. */
    double at(double[] x, double[] gradient);
  }

  /**
   * Where it ended.
   *
   * @param x the place
   * @param value the function there
   */
  record Minimum(double[] x, double value) {}

  private final Function function;
  private final double[] low;
  private final double[] high;
  private final int iterations;
  private final double tolerance;

  private final int n;
  private final double[][] steps = new double[MEMORY][];
  private final double[][] changes = new double[MEMORY][];
  private int stored;

  /**
   * A minimiser.
   *
   * @param iterations at most so many
   * @param tolerance ends when a step lowers the value by less
   */
  BoxMinimizer(Function function, double[] low, double[] high, int iterations, double tolerance) {
    this.function = function;
    this.low = low;
    this.high = high;
    this.iterations = iterations;
    this.tolerance = tolerance;
    this.n = low.length;
  }

  /** Goes down from a place in the box. */
  Minimum from(double[] start) {
    stored = 0;
    var x = start.clone();
    var gradient = new double[n];
    double value = function.at(x, gradient);
    for (int i = 0; i < iterations; i++) {
      var direction = direction(x, gradient);
      if (direction == null) break;
      var next = new double[n];
      var nextGradient = new double[n];
      double nextValue = search(x, value, gradient, direction, next, nextGradient);
      if (!(nextValue < value)) {
        if (stored == 0) break;
        stored = 0; // the memory misled: once more along the gradient
        continue;
      }
      remember(x, gradient, next, nextGradient);
      double gain = value - nextValue;
      x = next;
      gradient = nextGradient;
      value = nextValue;
      if (gain < tolerance) break;
    }
    return new Minimum(x, value);
  }

  /** Downhill on the free coordinates, or null where no coordinate can go down. */
  private double[] direction(double[] x, double[] gradient) {
    var free = new boolean[n];
    var d = new double[n];
    double norm = 0;
    for (int i = 0; i < n; i++) {
      free[i] = gradient[i] > 0 ? x[i] > low[i] : x[i] < high[i];
      d[i] = free[i] ? -gradient[i] : 0;
      norm += d[i] * d[i];
    }
    if (!(norm > 0)) return null;
    twoLoops(d);
    double slope = 0;
    for (int i = 0; i < n; i++) {
      if (!free[i]) d[i] = 0;
      slope += d[i] * gradient[i];
    }
    if (slope >= 0) {
      stored = 0;
      for (int i = 0; i < n; i++) d[i] = free[i] ? -gradient[i] : 0;
    }
    if (stored == 0) scaleToBox(d);
    return d;
  }

  /** The first step goes a tenth of the box at most: nothing is known about the curvature. */
  private void scaleToBox(double[] d) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(d[i]) / (high[i] - low[i]));
    }
    double scale = Math.min(1, 0.1 / largest);
    for (int i = 0; i < n; i++) d[i] *= scale;
  }

  private void twoLoops(double[] d) {
    int count = Math.min(stored, MEMORY);
    var weights = new double[count];
    for (int k = 0; k < count; k++) {
      int slot = (stored - 1 - k) % MEMORY;
      weights[k] = dot(steps[slot], d) / dot(steps[slot], changes[slot]);
      add(-weights[k], changes[slot], d);
    }
    if (count > 0) {
      int last = (stored - 1) % MEMORY;
      double scale = dot(steps[last], changes[last]) / dot(changes[last], changes[last]);
      for (int i = 0; i < n; i++) d[i] *= scale;
    }
    for (int k = count - 1; k >= 0; k--) {
      int slot = (stored - 1 - k) % MEMORY;
      double back = dot(changes[slot], d) / dot(steps[slot], changes[slot]);
      add(weights[k] - back, steps[slot], d);
    }
  }

  private double search(
      double[] x, double value, double[] gradient, double[] d, double[] next, double[] after) {
    double t = 1;
    for (int k = 0; k < BACKTRACKS; k++, t *= 0.4) {
      double predicted = 0;
      for (int i = 0; i < n; i++) {
        next[i] = Math.clamp(x[i] + t * d[i], low[i], high[i]);
        predicted += gradient[i] * (next[i] - x[i]);
      }
      double nextValue = function.at(next, after);
      if (nextValue <= value + SUFFICIENT * predicted) return nextValue;
    }
    return Double.POSITIVE_INFINITY;
  }

  private void remember(double[] x, double[] gradient, double[] next, double[] nextGradient) {
    var step = new double[n];
    var change = new double[n];
    Arrays.setAll(step, i -> next[i] - x[i]);
    Arrays.setAll(change, i -> nextGradient[i] - gradient[i]);
    double curvature = dot(step, change);
    if (curvature <= 1e-10 * dot(change, change)) return;
    steps[stored % MEMORY] = step;
    changes[stored % MEMORY] = change;
    stored++;
  }

  private double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
  }

  private void add(double weight, double[] from, double[] to) {
    for (int i = 0; i < n; i++) to[i] += weight * from[i];
  }
}
