package jacquard.kernels;

/**
 * The shape of a two-dimensional convolution (cross-correlation, as in PyTorch), channels last.
 * Input {@code [n, h, w, c]}, weights {@code [kh, kw, c / groups, k]}, output {@code [n, outH,
 * outW, k]}; output channel {@code j} belongs to group {@code j / (k / groups)}.
 *
 * @param n images
 * @param h input height
 * @param w input width
 * @param c input channels
 * @param k output channels
 * @param kh kernel height
 * @param kw kernel width
 * @param strideH vertical stride
 * @param strideW horizontal stride
 * @param padTop zeros above
 * @param padLeft zeros to the left
 * @param padBottom zeros below
 * @param padRight zeros to the right
 * @param groups groups; {@code c} for depthwise
 */
public record ConvShape(
    int n,
    int h,
    int w,
    int c,
    int k,
    int kh,
    int kw,
    int strideH,
    int strideW,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    int groups) {
  /**
   * @throws IllegalArgumentException if a size is not positive, the kernel is larger than the
   *     padded image, a padding is larger than image and kernel together, or the groups do not
   *     divide the channels
   */
  public ConvShape {
    if (n < 0 || h < 1 || w < 1 || c < 1 || k < 1 || kh < 1 || kw < 1) {
      throw new IllegalArgumentException("convolution sizes must be positive");
    }
    if (strideH < 1 || strideW < 1 || padTop < 0 || padLeft < 0 || padBottom < 0 || padRight < 0) {
      throw new IllegalArgumentException("strides must be positive and paddings not negative");
    }
    if (Math.max(padTop, padBottom) - h > kh || Math.max(padLeft, padRight) - w > kw) {
      throw new IllegalArgumentException(
          "paddings %d, %d, %d, %d are larger than image %dx%d and kernel %dx%d together"
              .formatted(padTop, padLeft, padBottom, padRight, h, w, kh, kw));
    }
    if (groups < 1 || c % groups != 0 || k % groups != 0) {
      throw new IllegalArgumentException(
          "%d groups do not divide %d input and %d output channels".formatted(groups, c, k));
    }
    if (kh > h + padTop + padBottom || kw > w + padLeft + padRight) {
      throw new IllegalArgumentException(
          "kernel %dx%d is larger than the padded image %dx%d"
              .formatted(kh, kw, h + padTop + padBottom, w + padLeft + padRight));
    }
  }

  /** A square kernel with the same stride and padding on all sides. */
  public static ConvShape of(
      int n, int h, int w, int c, int k, int kernel, int stride, int padding, int groups) {
    return new ConvShape(
        n, h, w, c, k, kernel, kernel, stride, stride, padding, padding, padding, padding, groups);
  }

  /** Output height. */
  public int outH() {
    return (h + padTop + padBottom - kh) / strideH + 1;
  }

  /** Output width. */
  public int outW() {
    return (w + padLeft + padRight - kw) / strideW + 1;
  }

  /** Input channels a group reads. */
  public int groupC() {
    return c / groups;
  }

  /** Output channels a group writes. */
  public int groupK() {
    return k / groups;
  }

  /** The same convolution on another number of images. */
  public ConvShape withN(int images) {
    return new ConvShape(
        images, h, w, c, k, kh, kw, strideH, strideW, padTop, padLeft, padBottom, padRight, groups);
  }
}
