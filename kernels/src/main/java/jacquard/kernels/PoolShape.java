package jacquard.kernels;

/**
 * The shape of a two-dimensional pooling: input {@code [n, h, w, c]}, output {@code [n, outH, outW,
 * c]}. Windows that reach over the edge are cut (padding never wins a maximum).
 *
 * @param n images
 * @param h input height
 * @param w input width
 * @param c channels
 * @param kh window height
 * @param kw window width
 * @param strideH vertical stride
 * @param strideW horizontal stride
 * @param padH rows of padding above and below
 * @param padW columns of padding to the left and right
 */
public record PoolShape(
    int n, int h, int w, int c, int kh, int kw, int strideH, int strideW, int padH, int padW) {
  /**
   * @throws IllegalArgumentException if a size is not positive, the window is larger than the
   *     padded image, or the padding is more than half the window (a window could lie outside the
   *     image)
   */
  public PoolShape {
    if (n < 0 || h < 1 || w < 1 || c < 1 || kh < 1 || kw < 1 || strideH < 1 || strideW < 1) {
      throw new IllegalArgumentException("pooling sizes must be positive");
    }
    if (padH < 0 || padW < 0 || padH > kh / 2 || padW > kw / 2) {
      throw new IllegalArgumentException("pooling padding must be at most half the window");
    }
    if (kh > h + 2 * padH || kw > w + 2 * padW) {
      throw new IllegalArgumentException(
          "window %dx%d is larger than the padded image %dx%d"
              .formatted(kh, kw, h + 2 * padH, w + 2 * padW));
    }
  }

  /** Output height. */
  public int outH() {
    return (h + 2 * padH - kh) / strideH + 1;
  }

  /** Output width. */
  public int outW() {
    return (w + 2 * padW - kw) / strideW + 1;
  }

  /** The first input row that windows of output row {@code oh} cover; below 0 in the padding. */
  public int top(int oh) {
    return oh * strideH - padH;
  }

  /** The first input column that windows of output column {@code ow} cover, likewise. */
  public int left(int ow) {
    return ow * strideW - padW;
  }

  /** The first covered row that lies in the image. */
  public int rowFrom(int oh) {
    return Math.max(top(oh), 0);
  }

  /** The end (exclusive) of the covered rows that lie in the image. */
  public int rowTo(int oh) {
    return Math.min(top(oh) + kh, h);
  }

  /** The first covered column that lies in the image. */
  public int columnFrom(int ow) {
    return Math.max(left(ow), 0);
  }

  /** The end (exclusive) of the covered columns that lie in the image. */
  public int columnTo(int ow) {
    return Math.min(left(ow) + kw, w);
  }

  /**
   * What a window's sum is divided by for its mean.
   *
   * @param countPadding the whole window's size instead of the part in the image
   */
  public int divisor(int oh, int ow, boolean countPadding) {
    if (countPadding) return kh * kw;
    return (rowTo(oh) - rowFrom(oh)) * (columnTo(ow) - columnFrom(ow));
  }
}
