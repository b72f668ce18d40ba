package jacquard.kernels.vector;

import java.util.Arrays;

/**
 * The input under a few output rows of one image, with its padding: {@code [rows, columns, inC]},
 * where every tap of every pixel has a value to read.
 */
final class PaddedRows {
  private PaddedRows() {}

  /** Input rows under that many output rows. */
  static int height(ConvGeometry g, int rows) {
    return (rows - 1) * g.strideH + g.kh;
  }

  /** Values under that many output rows. */
  static int length(ConvGeometry g, int rows) {
    return height(g, rows) * g.columns() * g.inC;
  }

  /** Writes where each value of a patch stands after its first, in the order (kw, kh, c). */
  static void taps(ConvGeometry g, int perTap, int[] table) {
    for (int i = 0; i < table.length; i++) {
      int tap = Math.min(i / perTap, g.kw * g.kh - 1);
      int place = tap % g.kh * g.columns() + tap / g.kh;
      table[i] = place * g.inC + i % perTap;
    }
  }

  /** Copies the input under {@code rows} output rows, of which the first is {@code y}. */
  static void build(ConvGeometry g, float[] x, int image, int y, int rows, float[] out) {
    int size = g.columns() * g.inC;
    int start = Math.clamp(-g.originX, 0, g.columns()) * g.inC;
    int end = Math.clamp(g.inW - g.originX, start / g.inC, g.columns()) * g.inC;
    for (int i = 0; i < height(g, rows); i++) {
      int row = y * g.strideH + g.originY + i;
      int to = i * size;
      if (row < 0 || row >= g.inH) {
        Arrays.fill(out, to, to + size, 0);
      } else {
        int from = ((image * g.inH + row) * g.inW + g.originX) * g.inC;
        Arrays.fill(out, to, to + start, 0);
        System.arraycopy(x, from + start, out, to + start, end - start);
        Arrays.fill(out, to + end, to + size, 0);
      }
    }
  }
}
