package jacquard.kernels;

/**
 * Reductions of the middle axis of {@code x[outer, length, inner]} to {@code y[outer, inner]}. Sums
 * follow an order fixed by the shape alone.
 */
public interface Reduction {
  /** Sums. */
  void sum(int outer, int length, int inner, float[] x, float[] y, Workspace workspace);

  /** Maxima; NaN wins. */
  void max(int outer, int length, int inner, float[] x, float[] y, Workspace workspace);

  /** Index of the first maximum; NaN wins. */
  void argmax(int outer, int length, int inner, float[] x, int[] y, Workspace workspace);

  /** {@code sum(x[i]^2)} over {@code i < n}, in double precision. */
  double sumOfSquares(int n, float[] x, Workspace workspace);
}
