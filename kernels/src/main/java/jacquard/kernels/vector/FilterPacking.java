package jacquard.kernels.vector;

import jacquard.kernels.ConvShape;

/**
 * Packs a convolution's weights {@code [kh, kw, c / groups, k]}: forward, with the taps in the
 * order (kw, kh, c), as each {@link ConvAlgorithm} wants them; or for the input's gradient, rotated
 * by 180 degrees and with inputs and outputs exchanged.
 */
final class FilterPacking {
  private final WinogradWeights winograd = new WinogradWeights();
  private final Transpose transpose = new Transpose();

  /** The packed weights; valid until the next packing. */
  float[] data = new float[0];

  /** Packs for the forward direction. */
  void forward(ConvAlgorithm algorithm, ConvShape s, float[] w) {
    int patch = s.kh() * s.kw() * s.groupC();
    switch (algorithm) {
      case PRODUCT, STRIPS -> {
        data = Blocks.atLeast(s.groups() * patch * Panels.padded(s.groupK()), data);
        forwardPanels(s, patch, w);
      }
      case DEPTHWISE, TAPS -> {
        data = Blocks.atLeast(TapConvolution.weights(patch, s.k()), data);
        forwardTaps(s, patch, w);
      }
      case WINOGRAD -> {
        data = Blocks.atLeast(WinogradWeights.size(s.c(), s.k()), data);
        winograd.pack(s.c(), s.k(), w, data);
      }
    }
  }

  private void forwardPanels(ConvShape s, int patch, float[] w) {
    int size = patch * Panels.padded(s.groupK());
    for (int kh = 0; kh < s.kh(); kh++) {
      for (int kw = 0; kw < s.kw(); kw++) {
        int row = (kw * s.kh() + kh) * s.groupC();
        for (int g = 0; g < s.groups(); g++) {
          int from = (kh * s.kw() + kw) * s.groupC() * s.k() + g * s.groupK();
          Panels.pack(s.groupC(), s.groupK(), w, from, s.k(), data, g * size, patch, row);
        }
      }
    }
  }

  private void forwardTaps(ConvShape s, int patch, float[] w) {
    for (int kh = 0; kh < s.kh(); kh++) {
      for (int kw = 0; kw < s.kw(); kw++) {
        int from = (kh * s.kw() + kw) * s.groupC() * s.k();
        int row = (kw * s.kh() + kh) * s.groupC();
        TapConvolution.pack(s.groupC(), s.k(), w, from, row, data);
      }
    }
    TapConvolution.padTaps(patch, s.k(), data);
  }

  /** Packs for {@link WinogradConvolution} of {@code dy}. */
  void backwardWinograd(ConvShape s, float[] w) {
    data = Blocks.atLeast(WinogradWeights.size(s.k(), s.c()), data);
    winograd.packFlipped(s.c(), s.k(), w, data);
  }

  /** Packs for {@link ScatterGradient}: {@code w} transposed, {@code [k, kh * kw * c]}. */
  void backwardScatter(ConvShape s, float[] w) {
    int patch = s.kh() * s.kw() * s.c();
    data = Blocks.atLeast(s.k() * Panels.padded(patch), data);
    Panels.packTransposed(s.k(), patch, w, 0, s.k(), data, 0, s.k(), 0, transpose);
  }

  /**
   * Packs the taps that {@code g} has, which was made for the positions of the input that are
   * {@code (y, x)} modulo the stride.
   */
  void backward(boolean depthwise, ConvGeometry g, ConvShape s, int y, int x, float[] w) {
    int size = g.patch() * Panels.padded(s.groupC());
    int taps = TapConvolution.weights(g.patch(), s.c());
    data = Blocks.atLeast(depthwise ? taps : s.groups() * size, data);
    int tapY = ConvGeometry.firstTap(y, s.padTop(), s.strideH());
    int tapX = ConvGeometry.firstTap(x, s.padLeft(), s.strideW());
    for (int i = 0; i < g.kh; i++) {
      for (int j = 0; j < g.kw; j++) {
        int kh = tapY + s.strideH() * (g.kh - 1 - i);
        int kw = tapX + s.strideW() * (g.kw - 1 - j);
        int from = (kh * s.kw() + kw) * s.groupC() * s.k();
        int row = (j * g.kh + i) * g.groupC;
        if (depthwise) {
          TapConvolution.pack(1, s.k(), w, from, row, data);
        } else {
          transposed(g, s, w, from, row, size);
        }
      }
    }
    if (depthwise) TapConvolution.padTaps(g.patch(), s.k(), data);
  }

  private void transposed(ConvGeometry g, ConvShape s, float[] w, int from, int row, int size) {
    for (int group = 0; group < s.groups(); group++) {
      int start = from + group * s.groupK();
      int to = group * size;
      Panels.packTransposed(
          s.groupK(), s.groupC(), w, start, s.k(), data, to, g.patch(), row, transpose);
    }
  }
}
