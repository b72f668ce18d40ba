package jacquard.kernels.vector;

import jacquard.kernels.ConvShape;

/**
 * What a convolution kernel reads and where it writes. The gradient of the input is a convolution
 * of {@code dy} too, or one for each position modulo the stride, whose outputs stand that far
 * apart; so one description serves both directions.
 */
final class ConvGeometry {
  int images;
  int inH;
  int inW;
  int inC;
  int groups;

  /** Channels that a group reads. */
  int groupC;

  /** Channels that a group writes. */
  int groupK;

  int kh;
  int kw;
  int strideH;
  int strideW;

  /** The input row under the first tap of output row 0; padding makes it negative. */
  int originY;

  /** The input column under the first tap of output column 0. */
  int originX;

  int outH;
  int outW;
  int outC;

  /**
   * Rows of the images that are written: output row {@code i} is their row {@code i * stepY +
   * firstY}.
   */
  int imageH;

  int imageW;
  int stepY;
  int stepX;
  int firstY;
  int firstX;

  /** From {@code x} to {@code y}. */
  void forward(ConvShape s) {
    images = s.n();
    groups = s.groups();
    setInput(s.h(), s.w(), s.c(), s.groupC());
    setOutput(s.outH(), s.outW(), s.k(), s.groupK());
    kh = s.kh();
    kw = s.kw();
    strideH = s.strideH();
    strideW = s.strideW();
    originY = -s.padTop();
    originX = -s.padLeft();
    outH = imageH;
    outW = imageW;
    stepY = 1;
    stepX = 1;
    firstY = 0;
    firstX = 0;
  }

  /**
   * From {@code dy} to the rows {@code y, y + strideH, ..} and columns {@code x, x + strideW, ..}
   * of {@code dx}. Of the taps those that reach them count, each {@code strideH} (or {@code
   * strideW}) from the next and in descending order; there may be none.
   */
  void backwardData(ConvShape s, int y, int x) {
    images = s.n();
    groups = s.groups();
    setInput(s.outH(), s.outW(), s.k(), s.groupK());
    setOutput(s.h(), s.w(), s.c(), s.groupC());
    int tapY = firstTap(y, s.padTop(), s.strideH());
    int tapX = firstTap(x, s.padLeft(), s.strideW());
    kh = positions(s.kh() - tapY, s.strideH());
    kw = positions(s.kw() - tapX, s.strideW());
    strideH = 1;
    strideW = 1;
    originY = (y + s.padTop() - tapY) / s.strideH() - (kh - 1);
    originX = (x + s.padLeft() - tapX) / s.strideW() - (kw - 1);
    outH = positions(s.h() - y, s.strideH());
    outW = positions(s.w() - x, s.strideW());
    stepY = s.strideH();
    stepX = s.strideW();
    firstY = y;
    firstX = x;
  }

  /** The smallest kernel row that reaches input row {@code y}; likewise for columns. */
  static int firstTap(int y, int padding, int stride) {
    return (y + padding) % stride;
  }

  private static int positions(int length, int step) {
    return Math.max(0, (length + step - 1) / step);
  }

  private void setInput(int h, int w, int c, int perGroup) {
    inH = h;
    inW = w;
    inC = c;
    groupC = perGroup;
  }

  private void setOutput(int h, int w, int c, int perGroup) {
    imageH = h;
    imageW = w;
    outC = c;
    groupK = perGroup;
  }

  /** Values in a patch: the length of the sums. */
  int patch() {
    return kw * kh * groupC;
  }

  /** Input columns under an output row. */
  int columns() {
    return (outW - 1) * strideW + kw;
  }

  /** Output rows of all images together. */
  int rows() {
    return images * outH;
  }

  /** Multiply-adds, twice. */
  long work() {
    return 2L * rows() * outW * patch() * groups * groupK;
  }

  /** Whether the outputs are neighbours in the images that are written. */
  boolean contiguous() {
    return stepY == 1 && stepX == 1;
  }

  /** Whether outputs stand where inputs do, and a 3x3 kernel reaches one row or column beyond. */
  boolean isSame3x3() {
    boolean centred = kh == 3 && kw == 3 && originY == -1 && originX == -1;
    boolean unstrided = strideH * strideW == 1 && contiguous();
    return centred && unstrided && outH == inH && outW == inW;
  }

  /** Where the first pixel of an output row, counted over all images, is written. */
  int rowStart(int row) {
    int y = row % outH * stepY + firstY;
    return ((row / outH * imageH + y) * imageW + firstX) * outC;
  }

  /** From where an output row is written to where the next one of its image is. */
  int rowStep() {
    return stepY * imageW * outC;
  }
}
