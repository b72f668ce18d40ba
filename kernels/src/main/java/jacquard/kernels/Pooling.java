package jacquard.kernels;

/** Two-dimensional pooling, channels last; shapes as in {@link PoolShape}, arrays from offset 0. */
public interface Pooling {
  /**
   * Maxima; NaN wins, as in PyTorch.
   *
   * @param argmax {@code [n, outH, outW, c]}: the winner's place in its window, {@code row * kw +
   *     column} as an unsigned byte, the first of equals; {@code null} if no backward pass follows
   * @throws IllegalArgumentException if {@code argmax} is asked for and the window has more than
   *     256 places
   */
  void maxForward(PoolShape shape, float[] x, float[] y, byte[] argmax, Workspace workspace);

  /** Maxima of codes that have one scale: the codes of the maxima. */
  void maxForward(PoolShape shape, byte[] x, byte[] y, Workspace workspace);

  /** The gradient with respect to the input, overwriting {@code dx}. */
  void maxBackward(PoolShape shape, float[] dy, byte[] argmax, float[] dx, Workspace workspace);

  /**
   * Means.
   *
   * @param countPadding divide by the whole window (PyTorch's default) instead of by the part of it
   *     that lies in the image
   */
  void averageForward(
      PoolShape shape, boolean countPadding, float[] x, float[] y, Workspace workspace);

  /** The gradient with respect to the input, overwriting {@code dx}. */
  void averageBackward(
      PoolShape shape, boolean countPadding, float[] dy, float[] dx, Workspace workspace);

  /**
   * Checks that a place in the window fits a byte.
   *
   * @throws IllegalArgumentException if not
   */
  static void requireByteArgmax(PoolShape shape) {
    if (shape.kh() * shape.kw() > 256) {
      throw new IllegalArgumentException(
          "max pooling with a backward pass takes windows of at most 256 places, not %dx%d"
              .formatted(shape.kh(), shape.kw()));
    }
  }
}
