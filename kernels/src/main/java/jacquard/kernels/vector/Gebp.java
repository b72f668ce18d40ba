package jacquard.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A few rows of A times a packed block of B (GEBP in Goto and van de Geijn 2008, with the block of B
 * rather than A held in the L2 cache): chooses the tile for each panel and goes round the edges of
 * C through a buffer. Belongs to one thread.
 */
final class Gebp {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final float[] ZEROS = new float[Panels.WIDTH];

  private final float[] edge = new float[Tuning.TILE_ROWS * Panels.WIDTH];

  /**
   * {@code C[m, n] = A[m, k] B[k, n] (+ C)} for up to {@code TILE_ROWS} rows.
   *
   * @param rows where {@code TILE_ROWS} rows of A start after {@code aOffset}, from {@code rows[row]};
   *     or {@code null} if A is packed as {@code [k, PACKED_ROWS]}
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
    int width;
    for (int j = 0; j < n; j += width) {
      width = Panels.width(n - j);
      int panel = bOffset + j * height + first * width;
      int to = cOffset + j;
      if (m == Tuning.TILE_ROWS && width <= n - j) {
        tile(rows, row, width, k, a, aOffset, b, panel, c, to, ldc, accumulate);
      } else {
        int columns = Math.min(width, n - j);
        if (accumulate) copy(m, columns, c, to, ldc, edge, 0, Panels.WIDTH);
        tile(rows, row, width, k, a, aOffset, b, panel, edge, 0, Panels.WIDTH, accumulate);
        copy(m, columns, edge, 0, Panels.WIDTH, c, to, ldc);
      }
    }
  }

  private void tile(
      int[] rows,
      int row,
      int width,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int panel,
      float[] c,
      int to,
      int ldc,
      boolean accumulate) {
    float[] in = accumulate ? c : ZEROS;
    int from = accumulate ? to : 0;
    int ldi = accumulate ? ldc : 0;
    if (rows == null) {
      if (width == 4 * LANES) {
        SgemmTile4x4.columns(k, a, aOffset, b, panel, in, from, ldi, c, to, ldc);
      } else if (width == 2 * LANES) {
        SgemmTile4x2.columns(k, a, aOffset, b, panel, in, from, ldi, c, to, ldc);
      } else {
        SgemmTile4x1.columns(k, a, aOffset, b, panel, in, from, ldi, c, to, ldc);
      }
    } else if (width == 4 * LANES) {
      SgemmTile4x4.rows(k, a, aOffset, rows, row, b, panel, in, from, ldi, c, to, ldc);
    } else if (width == 2 * LANES) {
      SgemmTile4x2.rows(k, a, aOffset, rows, row, b, panel, in, from, ldi, c, to, ldc);
    } else {
      SgemmTile4x1.rows(k, a, aOffset, rows, row, b, panel, in, from, ldi, c, to, ldc);
    }
  }

  private static void copy(
      int m, int n, float[] from, int fromOffset, int ldf, float[] to, int toOffset, int ldt) {
    int whole = SPECIES.loopBound(n);
    var mask = SPECIES.indexInRange(whole, n);
    for (int i = 0; i < m; i++) {
      int f = fromOffset + i * ldf;
      int t = toOffset + i * ldt;
      for (int j = 0; j < whole; j += LANES) {
        FloatVector.fromArray(SPECIES, from, f + j).intoArray(to, t + j);
      }
      if (whole < n) {
        FloatVector.fromArray(SPECIES, from, f + whole, mask).intoArray(to, t + whole, mask);
      }
    }
  }
}
