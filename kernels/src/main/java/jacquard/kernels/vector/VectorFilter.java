package jacquard.kernels.vector;

import jacquard.kernels.ConvShape;
import jacquard.kernels.PackedFilter;

/**
 * Weights as one of the algorithms reads them.
 *
 * @param algorithm which
 * @param data the weights
 */
record VectorFilter(Algorithm algorithm, float[] data) implements PackedFilter {
  /** How a convolution is computed: a matter of its shape alone, whatever the number of images. */
  enum Algorithm {
    /** A matrix product, for 1x1 kernels: every pixel is a row already. */
    PRODUCT,
    /** {@link TapConvolution} with one input channel for each output channel. */
    DEPTHWISE,
    /** {@link TapConvolution} with few input channels: a first layer. */
    TAPS,
    /** {@link StripConvolution}. */
    STRIPS;

    static Algorithm of(ConvShape s) {
      boolean padded = s.padTop() + s.padBottom() + s.padLeft() + s.padRight() > 0;
      if (s.kh() * s.kw() * s.strideH() * s.strideW() * s.groups() == 1 && !padded) return PRODUCT;
      if (s.groups() > 1 && s.groups() == s.c() && s.groups() == s.k()) return DEPTHWISE;
      int patch = s.kh() * s.kw() * s.c();
      boolean thin = s.c() <= Tuning.TAP_CHANNELS && patch % TapConvolution.TAPS == 0;
      return s.groups() == 1 && thin ? TAPS : STRIPS;
    }
  }

  /** Packs the weights {@code [kh, kw, c / groups, k]}. */
  static VectorFilter pack(ConvShape s, float[] w) {
    var algorithm = Algorithm.of(s);
    var data = new float[size(algorithm, s)];
    pack(algorithm, s, w, data);
    return new VectorFilter(algorithm, data);
  }

  /** Values in the packed form. */
  static int size(Algorithm algorithm, ConvShape s) {
    int patch = s.kh() * s.kw() * s.groupC();
    return switch (algorithm) {
      case PRODUCT, STRIPS -> s.groups() * patch * Panels.padded(s.groupK());
      case DEPTHWISE, TAPS -> TapConvolution.paddedTaps(patch) * TapConvolution.padded(s.k());
    };
  }

  /** Packs into {@code out}. */
  static void pack(Algorithm algorithm, ConvShape s, float[] w, float[] out) {
    for (int kh = 0; kh < s.kh(); kh++) {
      for (int kw = 0; kw < s.kw(); kw++) {
        int from = (kh * s.kw() + kw) * s.groupC() * s.k();
        int row = (kw * s.kh() + kh) * s.groupC();
        switch (algorithm) {
          case PRODUCT, STRIPS -> packPanels(s, w, from, row, out);
          case DEPTHWISE, TAPS -> TapConvolution.pack(s.groupC(), s.k(), w, from, row, out);
        }
      }
    }
    if (algorithm == Algorithm.DEPTHWISE || algorithm == Algorithm.TAPS) {
      TapConvolution.padTaps(s.kh() * s.kw() * s.groupC(), s.k(), out);
    }
  }

  private static void packPanels(ConvShape s, float[] w, int from, int row, float[] out) {
    int patch = s.kh() * s.kw() * s.groupC();
    int size = patch * Panels.padded(s.groupK());
    for (int g = 0; g < s.groups(); g++) {
      int start = from + g * s.groupK();
      Panels.pack(false, s.groupC(), s.groupK(), w, start, s.k(), out, g * size, patch, row);
    }
  }

  /**
   * Packs the weights of the input's gradient, with the taps in the order of {@code geometry}.
   *
   * @param y the input row modulo the stride that {@code geometry} was made for; likewise {@code x}
   */
  static void packFlipped(
      boolean depthwise, ConvGeometry g, ConvShape s, int y, int x, float[] w, float[] out) {
    int tapY = ConvGeometry.firstTap(y, s.padTop(), s.strideH());
    int tapX = ConvGeometry.firstTap(x, s.padLeft(), s.strideW());
    for (int i = 0; i < g.kh; i++) {
      for (int j = 0; j < g.kw; j++) {
        int kh = tapY + s.strideH() * (g.kh - 1 - i);
        int kw = tapX + s.strideW() * (g.kw - 1 - j);
        int from = (kh * s.kw() + kw) * s.groupC() * s.k();
        int row = (j * g.kh + i) * g.groupC;
        if (depthwise) {
          TapConvolution.pack(1, s.k(), w, from, row, out);
        } else {
          packTransposed(g, s, w, from, row, out);
        }
      }
    }
    if (depthwise) TapConvolution.padTaps(g.patch(), s.k(), out);
  }

  private static void packTransposed(
      ConvGeometry g, ConvShape s, float[] w, int from, int row, float[] out) {
    int size = g.patch() * Panels.padded(s.groupC());
    for (int group = 0; group < s.groups(); group++) {
      int start = from + group * s.groupK();
      Panels.pack(true, s.groupK(), s.groupC(), w, start, s.k(), out, group * size, g.patch(), row);
    }
  }

  @Override
  public long bytes() {
    return (long) Float.BYTES * data.length;
  }
}
