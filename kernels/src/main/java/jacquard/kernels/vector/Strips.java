package jacquard.kernels.vector;

/**
 * Rows of patches. The strip of one output row is {@code [columns][kh][groupC]}: the input under
 * that row, column by column. The patch of a pixel is then one run of {@code kw * kh * groupC}
 * values in the order (kw, kh, c), and neighbouring patches overlap, so that an input value is copied
 * {@code kh} times instead of the {@code kh * kw} times of im2col.
 */
final class Strips {
  int inH;
  int inW;
  int inC;
  int groupC;
  int kh;
  int kw;
  int strideH;
  int strideW;

  /** The input row and column under the first tap of output pixel (0, 0). */
  int originY;

  int originX;
  int outH;
  int outW;

  /** Values under one column of the strip. */
  int depth() {
    return kh * groupC;
  }

  /** Values in a patch: the length of the product's sums. */
  int patch() {
    return kw * kh * groupC;
  }

  /** Values in the strip of one output row. */
  int length() {
    return ((outW - 1) * strideW + kw) * depth();
  }

  /** Where the patches of {@code rows} output rows start, padded to whole tiles. */
  void offsets(int rows, int[] table) {
    int pixels = rows * outW;
    for (int i = 0; i < pixels + Tuning.TILE_ROWS - 1; i++) {
      int pixel = Math.min(i, pixels - 1);
      table[i] = pixel / outW * length() + pixel % outW * strideW * depth();
    }
  }

  /** Builds the strips of output rows {@code row ..}, counted over all images. */
  void build(float[] x, int group, int row, int rows, float[] out) {
    for (int r = 0; r < rows; r++) {
      int image = (row + r) / outH;
      int y0 = (row + r) % outH * strideH + originY;
      for (int i = 0; i < kh; i++) {
        buildRow(x, group, image, y0 + i, out, r * length() + i * groupC);
      }
    }
  }

  private void buildRow(float[] x, int group, int image, int y, float[] out, int to) {
    int depth = depth();
    int columns = (outW - 1) * strideW + kw;
    int start = Math.clamp(-originX, 0, columns);
    int end = y < 0 || y >= inH ? start : Math.clamp(inW - originX, start, columns);
    int from = ((image * inH + y) * inW + start + originX) * inC + group * groupC;
    Blocks.zero(start, groupC, out, to, depth);
    if (end > start) Blocks.copy(end - start, groupC, x, from, inC, out, to + start * depth, depth);
    Blocks.zero(columns - end, groupC, out, to + end * depth, depth);
  }
}
