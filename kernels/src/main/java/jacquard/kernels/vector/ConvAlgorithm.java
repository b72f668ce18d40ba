package jacquard.kernels.vector;

import jacquard.kernels.ConvShape;

/** How a convolution is computed: a matter of its shape alone, whatever the number of images. */
enum ConvAlgorithm {
  /** A matrix product, for 1x1 kernels: every pixel is a row already. */
  PRODUCT,
  /** {@link TapConvolution} with one input channel for each output channel. */
  DEPTHWISE,
  /** {@link TapConvolution} with few input channels: a first layer. */
  TAPS,
  /** {@link WinogradConvolution}. */
  WINOGRAD,
  /** {@link StripConvolution}. */
  STRIPS;

  static ConvAlgorithm of(ConvShape s) {
    if (isProduct(s)) return PRODUCT;
    if (s.groups() > 1 && s.groups() == s.c() && s.groups() == s.k()) return DEPTHWISE;
    if (s.groups() > 1) return STRIPS;
    if (isThin(s)) return TAPS;
    return isWinograd(s) ? WINOGRAD : STRIPS;
  }

  /**
   * Whether {@link ScatterGradient} computes the input's gradient: where the image shrinks to half
   * its pixels or fewer without a stride.
   */
  static boolean scatters(ConvShape s) {
    boolean shrinks = 2 * s.outH() * s.outW() <= s.h() * s.w();
    return shrinks && s.groups() * s.strideH() * s.strideW() == 1;
  }

  private static boolean isProduct(ConvShape s) {
    boolean padded = s.padTop() + s.padBottom() + s.padLeft() + s.padRight() > 0;
    return s.kh() * s.kw() * s.strideH() * s.strideW() * s.groups() == 1 && !padded;
  }

  private static boolean isThin(ConvShape s) {
    int patch = s.kh() * s.kw() * s.c();
    int padding = TapConvolution.paddedTaps(patch) - patch;
    return s.c() <= Tuning.TAP_CHANNELS && 8 * padding <= patch;
  }

  /** The transforms have no masks: channels come by the 16, which is whole vectors everywhere. */
  private static boolean isWinograd(ConvShape s) {
    boolean fits = s.kh() == 3 && s.kw() == 3 && s.strideH() * s.strideW() == 1;
    boolean large = Math.min(s.outH(), s.outW()) >= Tuning.WINOGRAD_SIDE;
    return fits && large && s.c() % Winograd.CHANNELS == 0 && s.k() % Winograd.CHANNELS == 0;
  }
}
