package jacquard.kernels.vector;

/**
 * Rows of patches. The strip of one output row is {@code [columns, kh, groupC]}: the input under
 * that row, column by column. The patch of a pixel is then one run of {@code kw * kh * groupC}
 * values in the order (kw, kh, c), and the patches of neighbours overlap, so that a value is copied
 * {@code kh} times and not the {@code kh * kw} times of im2col.
 */
final class Strips {
  private Strips() {}

  /** Values in the strip of one output row. */
  static int length(ConvGeometry g) {
    return g.columns() * g.kh * g.groupC;
  }

  /**
   * Writes where the patches of {@code rows} output rows start, repeating the last to a full tile.
   */
  static void offsets(ConvGeometry g, int rows, int[] table) {
    offsets(g, rows, table, Tuning.TILE_ROWS);
  }

  /** The same for tiles of another height. */
  static void offsets(ConvGeometry g, int rows, int[] table, int tileRows) {
    int pixels = rows * g.outW;
    int step = g.strideW * g.kh * g.groupC;
    for (int i = 0; i < pixels + tileRows - 1; i++) {
      int pixel = Math.min(i, pixels - 1);
      table[i] = pixel / g.outW * length(g) + pixel % g.outW * step;
    }
  }

  /** Builds the strips of {@code rows} output rows from {@code row}, counted over all images. */
  static void build(ConvGeometry g, float[] x, int group, int row, int rows, float[] out) {
    for (int r = 0; r < rows; r++) {
      int image = (row + r) / g.outH;
      int y = (row + r) % g.outH * g.strideH + g.originY;
      for (int i = 0; i < g.kh; i++) {
        build(g, x, group, image, y + i, out, r * length(g) + i * g.groupC);
      }
    }
  }

  private static void build(
      ConvGeometry g, float[] x, int group, int image, int y, float[] out, int to) {
    int depth = g.kh * g.groupC;
    int columns = g.columns();
    int start = Math.clamp(-g.originX, 0, columns);
    int end = y < 0 || y >= g.inH ? start : Math.clamp(g.inW - g.originX, start, columns);
    int from = ((image * g.inH + y) * g.inW + g.originX + start) * g.inC + group * g.groupC;
    Blocks.zero(start, g.groupC, out, to, depth);
    Blocks.copy(end - start, g.groupC, x, from, g.inC, out, to + start * depth, depth);
    Blocks.zero(columns - end, g.groupC, out, to + end * depth, depth);
  }
}
