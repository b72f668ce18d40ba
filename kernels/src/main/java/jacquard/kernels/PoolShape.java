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
   * @throws IllegalArgumentException if a size is not positive, the window is larger than the padded
   *     image, or the padding is more than half the window (a window could lie outside the image)
   */
  public PoolShape {
    if (n < 0 || h < 1 || w < 1 || c < 1 || kh < 1 || kw < 1 || strideH < 1 || strideW < 1) {
      throw new IllegalArgumentException("pooling sizes must be positive");
    }
    if (padH < 0 || padW < 0 || 2 * padH > kh || 2 * padW > kw) {
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
}
