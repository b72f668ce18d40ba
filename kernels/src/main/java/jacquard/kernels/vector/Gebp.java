package jacquard.kernels.vector;

/**
 * A few rows of A times a packed block of B: picks the tile for each panel, and goes round the
 * edges of C through a buffer, so that tiles need no masks. Belongs to one thread.
 *
 * <p>The block of B stays in the L2 cache while the rows of A pass by it through L1. (Goto and van
 * de Geijn 2008, section 4, weigh the variants; the one that they prefer keeps A in L2 and needs a
 * packed A, whose packing costs a convolution a quarter of its time.)
 *
 * <p>{@link #multiply} has more than 325 bytecodes on purpose: C2 inlines shorter methods, and with
 * some 60 operations of the Vector API in one compilation it would begin to box vectors.
 */
final class Gebp {
  /** What sums start from that start from nothing. */
  static final float[] ZEROS = new float[SgemmTile1x8.WIDTH];

  private final float[] edge = new float[Tuning.TILE_ROWS * SgemmTile6x4.WIDTH];

  /** Whether {@link SgemmTile6x4} pays: tiles of 8 rows, two in vain, do the columns it leaves. */
  static boolean pairs(int n) {
    return !Tuning.FEW_REGISTERS && 8 * (n % SgemmTile6x4.WIDTH) <= n;
  }

  /** How many of the rows left come next: in pairs 6, as often as leaves a multiple of 8. */
  static int rows(int left, boolean pairs) {
    if (left <= Tuning.TILE_ROWS) return left;
    return pairs && left != 2 * Tuning.TILE_ROWS ? SgemmTile6x4.ROWS : Tuning.TILE_ROWS;
  }

  /**
   * {@code C[m, n] = A[m, k] B[k, n] (+ C)} for up to {@code TILE_ROWS} rows.
   *
   * @param rows where {@code TILE_ROWS} rows of A start after {@code aOffset}, from {@code
   *     rows[row]}, whatever {@code m}; or {@code null} if A is packed as {@code [k, PACKED_ROWS]}
   * @param b panels of {@code height} rows, of which rows {@code first .. first + k} are used
   */
  void multiply(
      int[] rows,
      int row,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int height,
      int first,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    boolean pairs = m == SgemmTile6x4.ROWS && rows != null && !accumulate;
    int width;
    for (int j = 0; j < n; j += width) {
      boolean pair = pairs && n - j >= SgemmTile6x4.WIDTH;
      width = pair ? SgemmTile6x4.WIDTH : Panels.width(n - j);
      int columns = Math.min(width, n - j);
      int panel = bOffset + j * height + first * Math.min(width, Panels.WIDTH);
      boolean tall = m > 4; // never where registers are few
      boolean whole = pair || columns == width && m == (tall ? 8 : 4);
      float[] out = whole ? c : edge;
      int to = whole ? cOffset + j : 0;
      int ld = whole ? ldc : Panels.WIDTH;
      if (!whole && accumulate) Blocks.copy(m, columns, c, cOffset + j, ldc, edge, 0, ld);
      float[] in = accumulate ? out : ZEROS;
      int from = accumulate ? to : 0;
      int ldi = accumulate ? ld : 0;
      boolean wide = width == Panels.WIDTH;
      if (rows == null) {
        if (tall && wide) {
          SgemmTile8x2.columns(k, a, aOffset, b, panel, in, from, ldi, out, to, ld);
        } else if (tall) {
          SgemmTile8x1.columns(k, a, aOffset, b, panel, in, from, ldi, out, to, ld);
        } else if (wide) {
          SgemmTile4x2.columns(k, a, aOffset, b, panel, in, from, ldi, out, to, ld);
        } else {
          SgemmTile4x1.columns(k, a, aOffset, b, panel, in, from, ldi, out, to, ld);
        }
      } else if (pair) {
        int step = Panels.WIDTH * height;
        SgemmTile6x4.rows(k, a, aOffset, rows, row, b, panel, step, out, to, ld);
      } else if (tall && wide) {
        SgemmTile8x2.rows(k, a, aOffset, rows, row, b, panel, in, from, ldi, out, to, ld);
      } else if (tall) {
        SgemmTile8x1.rows(k, a, aOffset, rows, row, b, panel, in, from, ldi, out, to, ld);
      } else if (wide) {
        SgemmTile4x2.rows(k, a, aOffset, rows, row, b, panel, in, from, ldi, out, to, ld);
      } else {
        SgemmTile4x1.rows(k, a, aOffset, rows, row, b, panel, in, from, ldi, out, to, ld);
      }
      if (!whole) Blocks.leave(m, columns, edge, ld, c, cOffset + j, ldc);
    }
  }

  /**
   * The same for up to {@link SgemmTile6x4#ROWS} rows and a B that lies unpacked, of whole widths
   * of that tile; sums start from nothing.
   */
  void inPlace(
      int[] rows,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc) {
    int width = SgemmTile6x4.WIDTH;
    for (int j = 0; j < n; j += width) {
      if (m == SgemmTile6x4.ROWS) {
        SgemmTile6x4.inPlace(k, a, aOffset, rows, b, bOffset + j, ldb, c, cOffset + j, ldc);
      } else {
        SgemmTile6x4.inPlace(k, a, aOffset, rows, b, bOffset + j, ldb, edge, 0, width);
        Blocks.copy(m, width, edge, 0, width, c, cOffset + j, ldc);
      }
    }
  }
}
