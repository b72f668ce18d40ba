package jacquard.kernels;

/**
 * Matrix products {@code C = op(A) op(B)}, row-major. Every output is one chain of fused
 * multiply-adds over ascending {@code k}, so its bits do not depend on threads, blocks or lanes.
 */
public interface Gemm {
  /**
   * {@code C[m, n] = epilogue(op(A)[m, k] op(B)[k, n] (+ C))}.
   *
   * @param transA A is stored as {@code [k, m]}
   * @param transB B is stored as {@code [n, k]}
   * @param lda elements from one stored row of A to the next; likewise {@code ldb}, {@code ldc}
   * @param accumulate the chain of each output starts from what C holds instead of zero
   * @param epilogue applied once, after the last product
   */
  void gemm(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate,
      Epilogue epilogue,
      Workspace workspace);

  /**
   * Packs {@code op(B)[k, n]} once, for many products with {@link #gemm(int, float[], int, int,
   * PackedMatrix, float[], int, int, boolean, Epilogue, Workspace)}.
   */
  PackedMatrix pack(boolean transB, int k, int n, float[] b, int bOffset, int ldb);

  /** {@code C[m, n] = epilogue(A[m, k] B[k, n] (+ C))} with B packed by this tier. */
  void gemm(
      int m,
      float[] a,
      int aOffset,
      int lda,
      PackedMatrix b,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate,
      Epilogue epilogue,
      Workspace workspace);
}
