package jacquard.kernels.vector;

import static jacquard.kernels.vector.Winograd.IN;

/** Packs weights as {@link WinogradConvolution} reads them: for each place of a tile, panels. */
final class WinogradWeights {
  private static final int TAPS = 3;

  private float[] half = new float[0]; // [IN, TAPS, c, k]
  private float[] full = new float[0]; // [IN, IN, c, k]
  private final Transpose transpose = new Transpose();

  /** Values in the packed form. */
  static int size(int c, int k) {
    return IN * IN * c * Panels.padded(k);
  }

  /** Packs {@code w[3, 3, c, k]} as matrices {@code [c, k]}. */
  void pack(int c, int k, float[] w, float[] out) {
    transform(c * k, w, false);
    for (int place = 0; place < IN * IN; place++) {
      Panels.pack(c, k, full, place * c * k, k, out, place * c * Panels.padded(k));
    }
  }

  /**
   * Packs the weights of the input's gradient: rotated by 180 degrees, as matrices {@code [k, c]}.
   */
  void packFlipped(int c, int k, float[] w, float[] out) {
    transform(c * k, w, true);
    for (int place = 0; place < IN * IN; place++) {
      int to = place * k * Panels.padded(c);
      Panels.packTransposed(k, c, full, place * c * k, k, out, to, k, 0, transpose);
    }
  }

  private void transform(int n, float[] w, boolean flipped) {
    half = Blocks.atLeast(IN * TAPS * n, half);
    full = Blocks.atLeast(IN * IN * n, full);
    int last = flipped ? TAPS - 1 : 0;
    int step = flipped ? -n : n;
    Winograd.weights(1, TAPS * n, w, last * TAPS * n, 0, TAPS * step, half, 0, 0, TAPS * n);
    Winograd.weights(IN, n, half, last * n, TAPS * n, step, full, 0, IN * n, n);
  }
}
