package jacquard.kernels;

/**
 * Two-dimensional convolution, channels last, as implicit GEMM; shapes as in {@link ConvShape}.
 * Every array starts at offset 0.
 */
public interface Convolution {
  /** {@code y = epilogue(x * w)}; the epilogue's bias has one value per output channel. */
  void forward(
      ConvShape shape, float[] x, float[] w, Epilogue epilogue, float[] y, Workspace workspace);

  /** The same with weights packed once by {@link #pack}. */
  void forward(
      ConvShape shape,
      float[] x,
      PackedFilter w,
      Epilogue epilogue,
      float[] y,
      Workspace workspace);

  /**
   * The same followed by max pooling of 2x2 with stride 2, without the memory in between: {@code
   * y[n, outH / 2, outW / 2, k]}.
   *
   * @param w for which {@link PackedFilter#fusesMaxPool} holds
   */
  void forwardMaxPool(
      ConvShape shape,
      float[] x,
      PackedFilter w,
      Epilogue epilogue,
      float[] y,
      Workspace workspace);

  /**
   * Packs weights {@code [kh, kw, c / groups, k]} for convolutions of this shape with any {@code
   * n}.
   */
  PackedFilter pack(ConvShape shape, float[] w);

  /** The gradient with respect to the input, overwriting {@code dx}. */
  void backwardData(ConvShape shape, float[] dy, float[] w, float[] dx, Workspace workspace);

  /**
   * The gradient with respect to the weights, overwriting {@code dw}. The order of its sums is
   * fixed by the shape alone.
   */
  void backwardWeights(ConvShape shape, float[] x, float[] dy, float[] dw, Workspace workspace);
}
