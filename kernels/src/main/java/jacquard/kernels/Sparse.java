package jacquard.kernels;

/**
 * Contractions with lane-block sparse weights. Every output is one chain of fused multiply-adds
 * over the kept rows in ascending order: the bits of the dense kernels, which add products of zeros
 * in between, wherever the inputs are finite (but for the sign of a zero).
 */
public interface Sparse {
  /** {@code C[m, n] = epilogue(A[m, k] B[k, n])}; {@code A} and {@code C} have no gaps. */
  void gemm(int m, float[] a, PackedBlocks b, Epilogue epilogue, float[] c, Workspace workspace);

  /**
   * {@code y = epilogue(x * w)} with {@code w} from {@link PackedBlocks#of(ConvShape, float[])}.
   */
  void forward(
      ConvShape shape,
      float[] x,
      PackedBlocks w,
      Epilogue epilogue,
      float[] y,
      Workspace workspace);
}
