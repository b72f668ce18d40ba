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
  static void taps(ConvGeometry g, int perTap, int count, int[] table) {
    for (int i = 0; i < count; i++) {
      int tap = Math.min(i / perTap, g.kw * g.kh - 1);
      int place = tap % g.kh * g.columns() + tap / g.kh;
      table[i] = place * g.inC + i % perTap;
    }
  }

  /** Copies the input under {@code rows} output rows, of which the first is {@code y}. */
  static void build(ConvGeometry g, float[] x, int image, int y, int rows, float[] out) {
    int first = y * g.strideH + g.originY;
    build(x, g.inH, g.inW, g.inC, image, first, g.originX, height(g, rows), g.columns(), out);
  }

  /**
   * Copies {@code rows} rows and {@code columns} columns of an image {@code [h, w, c]}, with zeros
   * where there is none.
   *
   * @param y the first row; may be negative
   * @param x the first column; may be negative
   */
  static void build(
      float[] images,
      int h,
      int w,
      int c,
      int image,
      int y,
      int x,
      int rows,
      int columns,
      float[] out) {
    int start = Math.clamp(-x, 0, columns);
    int end = Math.clamp(w - x, start, columns);
    for (int i = 0; i < rows; i++) {
      int to = i * columns * c;
      if (y + i < 0 || y + i >= h) {
        Arrays.fill(out, to, to + columns * c, 0);
      } else {
        int from = ((image * h + y + i) * w + x + start) * c;
        Arrays.fill(out, to, to + start * c, 0);
        System.arraycopy(images, from, out, to + start * c, (end - start) * c);
        Arrays.fill(out, to + end * c, to + columns * c, 0);
      }
    }
  }
}
