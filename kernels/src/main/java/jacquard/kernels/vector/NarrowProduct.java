package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;

import jacquard.kernels.Epilogue;

/**
 * Products with fewer columns than a vector has lanes, such as the logits of a classifier: the
 * lanes run along the rows of A instead, which costs a transpose of A and of the result. Belongs to
 * one thread.
 */
final class NarrowProduct {
  /** Rows of A at a time. */
  static final int ROWS = 2 * LANES;

  private final float[] a = new float[Tuning.NARROW_DEPTH * ROWS];
  private final float[] columns = new float[LANES * ROWS];
  private final float[] rows = new float[ROWS * LANES];
  private final VectorEpilogue epilogue = new VectorEpilogue();
  private final Transpose transpose = new Transpose();

  /** Whether this way pays. */
  static boolean suits(int n, int k, boolean accumulate) {
    return n <= Tuning.NARROW_COLUMNS && k <= Tuning.NARROW_DEPTH && !accumulate;
  }

  /**
   * {@code C[ROWS, n] = epilogue(op(A)[ROWS, k] B[k, n])}.
   *
   * @param b at least {@link SgemmTile10x2#COLUMNS} columns, of which {@code n} are needed
   */
  void multiply(
      boolean transA,
      int n,
      int k,
      float[] x,
      int offset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      Epilogue last) {
    if (transA) {
      Panels.pack(k, ROWS, x, offset, lda, a, 0);
    } else {
      Panels.packTransposed(k, ROWS, x, offset, lda, a, 0, k, 0, transpose);
    }
    SgemmTile10x2.columns(k, b, bOffset, ldb, a, columns);
    for (int r = 0; r < ROWS; r += LANES) {
      transpose.square(columns, r, ROWS, rows, r * LANES, LANES);
    }
    epilogue.applyPadded(last, ROWS, n, rows);
    Blocks.leave(ROWS, n, rows, LANES, c, cOffset, ldc);
  }
}
