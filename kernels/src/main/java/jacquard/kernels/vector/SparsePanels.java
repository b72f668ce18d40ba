package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;

import jacquard.kernels.PackedBlocks;

/**
 * Some rows of A times the panels of a sparse B: picks the tile for the width of the vectors, and
 * goes round the edges of C through a buffer. Belongs to one thread.
 */
final class SparsePanels {
  /** Rows of the tile. */
  static final int ROWS = LANES == PackedBlocks.WIDTH ? 8 : 4;

  private static final int WIDTH = PackedBlocks.WIDTH;

  /** Rows of A side by side in a transposed block. */
  static final int BLOCK_ROWS = 2 * LANES;

  /** Columns of a tile of transposed rows: 16 accumulators with 32 registers, 8 with 16. */
  private static final int COLUMNS = Tuning.FEW_REGISTERS ? 4 : 8;

  private final float[] edge = new float[ROWS * WIDTH];
  private final float[] columns = new float[WIDTH * BLOCK_ROWS];

  /**
   * {@code C[m, ..] = A B} for up to {@code ROWS} rows and the panels {@code first .. end - 1}.
   *
   * @param offsets where {@code ROWS} rows of A start after {@code aOffset}, from {@code
   *     offsets[offset]}, whatever {@code m}
   */
  void multiply(
      int m,
      int first,
      int end,
      float[] a,
      int aOffset,
      int[] offsets,
      int offset,
      PackedBlocks b,
      float[] c,
      int cOffset,
      int ldc) {
    for (int panel = first; panel < end; panel++) {
      int from = b.starts()[panel];
      int to = b.starts()[panel + 1];
      int j = panel * WIDTH;
      int columns = Math.min(WIDTH, b.n() - j);
      boolean whole = columns == WIDTH && (m == ROWS || m == 1);
      float[] out = whole ? c : edge;
      int at = whole ? cOffset + j : 0;
      int ld = whole ? ldc : WIDTH;
      if (m == 1) row(from, to, a, aOffset + offsets[offset], b, out, at);
      else rows(from, to, a, aOffset, offsets, offset, b, out, at, ld);
      if (!whole) Blocks.copy(m, columns, edge, 0, WIDTH, c, cOffset + j, ldc);
    }
  }

  /**
   * {@code C[m, ..] = A B} for up to {@code BLOCK_ROWS} rows, transposed as {@code [k,
   * BLOCK_ROWS]}.
   */
  void multiply(
      int m, int first, int end, float[] transposed, PackedBlocks b, float[] c, int cOffset) {
    for (int panel = first; panel < end; panel++) {
      int from = b.starts()[panel];
      int to = b.starts()[panel + 1];
      for (int j = 0; j < WIDTH; j += COLUMNS) {
        int at = j * BLOCK_ROWS;
        if (COLUMNS == 8) {
          SparseLanes8x2.columns(from, to, b.rows(), transposed, b.values(), j, columns, at);
        } else {
          SparseLanes4x2.columns(from, to, b.rows(), transposed, b.values(), j, columns, at);
        }
      }
      int j = panel * WIDTH;
      transpose(m, Math.min(WIDTH, b.n() - j), c, cOffset + j, b.n());
    }
  }

  /** Row by row, as a row of 16 is a cache line: rows of C may be a power of two apart. */
  private void transpose(int m, int n, float[] c, int cOffset, int ldc) {
    int whole = n / 4 * 4;
    for (int i = 0; i < m; i++) {
      int to = cOffset + i * ldc;
      for (int j = 0; j < whole; j += 4) {
        int from = j * BLOCK_ROWS + i;
        c[to + j] = columns[from];
        c[to + j + 1] = columns[from + BLOCK_ROWS];
        c[to + j + 2] = columns[from + 2 * BLOCK_ROWS];
        c[to + j + 3] = columns[from + 3 * BLOCK_ROWS];
      }
      for (int j = whole; j < n; j++) c[to + j] = columns[j * BLOCK_ROWS + i];
    }
  }

  private static void rows(
      int from,
      int to,
      float[] a,
      int aOffset,
      int[] offsets,
      int offset,
      PackedBlocks b,
      float[] c,
      int cOffset,
      int ldc) {
    int[] kept = b.rows();
    float[] v = b.values();
    switch (WIDTH / LANES) {
      case 1 -> SparseTile8x1.rows(from, to, kept, a, aOffset, offsets, offset, v, c, cOffset, ldc);
      case 2 -> SparseTile4x2.rows(from, to, kept, a, aOffset, offsets, offset, v, c, cOffset, ldc);
      default ->
          SparseTile4x4.rows(from, to, kept, a, aOffset, offsets, offset, v, c, cOffset, ldc);
    }
  }

  private static void row(
      int from, int to, float[] a, int aOffset, PackedBlocks b, float[] c, int cOffset) {
    switch (WIDTH / LANES) {
      case 1 -> SparseTile8x1.row(from, to, b.rows(), a, aOffset, b.values(), c, cOffset);
      case 2 -> SparseTile4x2.row(from, to, b.rows(), a, aOffset, b.values(), c, cOffset);
      default -> SparseTile4x4.row(from, to, b.rows(), a, aOffset, b.values(), c, cOffset);
    }
  }
}
