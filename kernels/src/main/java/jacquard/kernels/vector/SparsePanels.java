package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;

import jacquard.kernels.PackedBlocks;
import java.util.Arrays;

/**
 * Some rows of A times the panels of a sparse B: picks the tile for the width of the vectors, and
 * goes round the edges of C through a buffer. Belongs to one thread.
 */
final class SparsePanels {
  /** Rows of the tile. */
  static final int ROWS = LANES == PackedBlocks.WIDTH ? 8 : 4;

  private static final int WIDTH = PackedBlocks.WIDTH;

  private final float[] edge = new float[ROWS * WIDTH];

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
    int next = m == 1 ? pairs(first, end, a, aOffset + offsets[offset], b, c, cOffset) : first;
    for (int panel = next; panel < end; panel++) {
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

  /** One row of A and two panels at a time, where a panel is one vector; where it stopped. */
  private static int pairs(
      int first, int end, float[] a, int aOffset, PackedBlocks b, float[] c, int cOffset) {
    int panel = first;
    while (LANES == WIDTH && panel + 2 <= end && (panel + 2) * WIDTH <= b.n()) {
      int from = b.starts()[panel];
      int middle = b.starts()[panel + 1];
      int to = b.starts()[panel + 2];
      int count = Math.min(middle - from, to - middle);
      int at = cOffset + panel * WIDTH;
      int[] kept = b.rows();
      float[] v = b.values();
      SparseTile8x1.row(count, from, middle, kept, a, aOffset, v, c, at);
      SparseTile8x1.row(from + count, middle, kept, a, aOffset, v, c, at);
      SparseTile8x1.row(middle + count, to, kept, a, aOffset, v, c, at + WIDTH);
      panel += 2;
    }
    return panel;
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
      case 1 -> {
        Arrays.fill(c, cOffset, cOffset + WIDTH, 0);
        SparseTile8x1.row(from, to, b.rows(), a, aOffset, b.values(), c, cOffset);
      }
      case 2 -> SparseTile4x2.row(from, to, b.rows(), a, aOffset, b.values(), c, cOffset);
      default -> SparseTile4x4.row(from, to, b.rows(), a, aOffset, b.values(), c, cOffset);
    }
  }
}
