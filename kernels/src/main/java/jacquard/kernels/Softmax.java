package jacquard.kernels;

/** Softmax of the rows of {@code [rows, n]} (the maximum is subtracted first), and its loss. */
public interface Softmax {
  /** {@code y = softmax(x)}; {@code x} and {@code y} may be the same array. */
  void softmax(int rows, int n, float[] x, float[] y, Workspace workspace);

  /** {@code dx = y * (dy - sum(dy * y))}. */
  void softmaxBackward(int rows, int n, float[] y, float[] dy, float[] dx, Workspace workspace);

  /** {@code y = log(softmax(x))}. */
  void logSoftmax(int rows, int n, float[] x, float[] y, Workspace workspace);

  /** {@code dx = dy - exp(y) * sum(dy)}. */
  void logSoftmaxBackward(int rows, int n, float[] y, float[] dy, float[] dx, Workspace workspace);

  /**
   * Cross-entropy of each row with a class, fused with softmax.
   *
   * @param labels one class per row, in {@code [0, n)}
   * @param smoothing label smoothing in {@code [0, 1)}: the target is {@code (1 - smoothing)} on
   *     the class plus {@code smoothing / n} on every class (Szegedy et al. 2016, section 7)
   * @param losses {@code [rows]}
   * @param probabilities {@code [rows, n]}, kept for {@link #crossEntropyBackward}
   * @throws IllegalArgumentException if a label is not a class
   */
  void crossEntropy(
      int rows,
      int n,
      float[] logits,
      int[] labels,
      float smoothing,
      float[] losses,
      float[] probabilities,
      Workspace workspace);

  /**
   * {@code dx[r] = dy[r * dyStride] * scale * (probabilities[r] - target[r])}.
   *
   * @param dyStride 1 for a gradient per row, 0 where one gradient serves every row
   */
  void crossEntropyBackward(
      int rows,
      int n,
      float[] probabilities,
      int[] labels,
      float smoothing,
      float[] dy,
      int dyStride,
      float scale,
      float[] dx,
      Workspace workspace);

  /**
   * Refuses labels that are no class.
   *
   * @throws IllegalArgumentException if one of the first {@code rows} labels is not in {@code [0,
   *     n)}
   */
  static void checkLabels(int rows, int n, int[] labels) {
    for (int r = 0; r < rows; r++) {
      if (labels[r] < 0 || labels[r] >= n) {
        throw new IllegalArgumentException(
            "label %d of row %d is not a class in [0, %d)".formatted(labels[r], r, n));
      }
    }
  }
}
