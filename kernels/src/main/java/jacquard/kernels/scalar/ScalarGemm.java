package jacquard.kernels.scalar;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Gemm;
import jacquard.kernels.PackedMatrix;
import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/**
 * Matrix products by three loops. The order is row, k, column: the inner loop runs over contiguous
 * memory, and every output is still one chain of fused multiply-adds over ascending k.
 */
public final class ScalarGemm implements Gemm {
  private static final Workspace.Slot<Rows> ROWS = Workspace.Slot.of(Rows::new);

  /** The scalar kernel; it has no state. */
  public ScalarGemm() {}

  @Override
  public void gemm(
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
      Workspace workspace) {
    var rows = workspace.get(ROWS);
    rows.m = m;
    rows.n = n;
    rows.k = k;
    rows.a = a;
    rows.aOffset = aOffset;
    rows.aRowStride = transA ? 1 : lda;
    rows.aStepStride = transA ? lda : 1;
    rows.b = transB ? rows.transposed(n, k, b, bOffset, ldb) : b;
    rows.bOffset = transB ? 0 : bOffset;
    rows.ldb = transB ? n : ldb;
    rows.c = c;
    rows.cOffset = cOffset;
    rows.ldc = ldc;
    rows.accumulate = accumulate;
    rows.epilogue = epilogue;
    workspace.parallel().run(rows);
    rows.release();
  }

  @Override
  public PackedMatrix pack(boolean transB, int k, int n, float[] b, int bOffset, int ldb) {
    var data = new float[k * n];
    if (transB) {
      transpose(n, k, b, bOffset, ldb, data);
    } else {
      for (int p = 0; p < k; p++) System.arraycopy(b, bOffset + p * ldb, data, p * n, n);
    }
    return new PackedMatrix(k, n, data, n);
  }

  @Override
  public void gemm(
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
      Workspace workspace) {
    int n = b.n();
    gemm(
        false,
        false,
        m,
        n,
        b.k(),
        a,
        aOffset,
        lda,
        b.data(),
        0,
        n,
        c,
        cOffset,
        ldc,
        accumulate,
        epilogue,
        workspace);
  }

  /** {@code out[columns, rows] = in[rows, columns]^T}, {@code out} without gaps. */
  static void transpose(int rows, int columns, float[] in, int inOffset, int ld, float[] out) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) out[j * rows + i] = in[inOffset + i * ld + j];
    }
  }

  /** The arguments of one product; each part computes some of the rows. */
  private static final class Rows implements Parallel.Region {
    private int m;
    private int n;
    private int k;
    private float[] a;
    private int aOffset;
    private int aRowStride;
    private int aStepStride;
    private float[] b;
    private int bOffset;
    private int ldb;
    private float[] c;
    private int cOffset;
    private int ldc;
    private boolean accumulate;
    private Epilogue epilogue;
    private float[] scratch = new float[0];

    private float[] transposed(int rows, int columns, float[] in, int offset, int ld) {
      if (scratch.length < rows * columns) scratch = new float[rows * columns];
      transpose(rows, columns, in, offset, ld, scratch);
      return scratch;
    }

    @Override
    public void run(int part, int parts) {
      int end = (int) ((long) m * (part + 1) / parts);
      for (int i = (int) ((long) m * part / parts); i < end; i++) row(i);
    }

    private void row(int i) {
      int ci = cOffset + i * ldc;
      if (!accumulate) Arrays.fill(c, ci, ci + n, 0);
      int ai = aOffset + i * aRowStride;
      for (int p = 0; p < k; p++) {
        addScaled(n, a[ai + p * aStepStride], b, bOffset + p * ldb, c, ci);
      }
      ScalarEpilogue.apply(epilogue, n, c, ci);
    }

    private void release() {
      a = null;
      b = null;
      c = null;
      epilogue = null;
    }
  }

  /** {@code y[j] = fma(scale, x[j], y[j])} for {@code n} values. */
  static void addScaled(int n, float scale, float[] x, int xOffset, float[] y, int yOffset) {
    for (int j = 0; j < n; j++) y[yOffset + j] = Math.fma(scale, x[xOffset + j], y[yOffset + j]);
  }
}
