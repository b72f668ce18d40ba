package jacquard.kernels.scalar;

import jacquard.kernels.Reduction;
import jacquard.kernels.Workspace;

/** Reductions, one output at a time; sums in double precision, in index order. */
public final class ScalarReduction implements Reduction {
  @Override
  public void sum(int outer, int length, int inner, float[] x, float[] y, Workspace workspace) {
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        double sum = 0;
        for (int l = 0; l < length; l++) sum += x[(o * length + l) * inner + i];
        y[o * inner + i] = (float) sum;
      }
    }
  }

  @Override
  public void max(int outer, int length, int inner, float[] x, float[] y, Workspace workspace) {
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        float max = Float.NEGATIVE_INFINITY;
        for (int l = 0; l < length; l++) max = Math.max(max, x[(o * length + l) * inner + i]);
        y[o * inner + i] = max;
      }
    }
  }

  @Override
  public void argmax(int outer, int length, int inner, float[] x, int[] y, Workspace workspace) {
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int best = 0;
        for (int l = 1; l < length; l++) {
          if (wins(x[(o * length + l) * inner + i], x[(o * length + best) * inner + i])) best = l;
        }
        y[o * inner + i] = best;
      }
    }
  }

  /** Whether a value takes the place of the best before it; NaN is above all. */
  private static boolean wins(float value, float best) {
    return value > best || value != value && best == best;
  }

  @Override
  public double sumOfSquares(int n, float[] x, Workspace workspace) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += (double) x[i] * x[i];
    return sum;
  }
}
