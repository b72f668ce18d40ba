package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tile of a convolution with few input channels: 7 neighbouring pixels times 2 vectors
 * of output channels, 14 accumulators. Any number of taps goes in one pass. With the weights of 9
 * taps in registers, pixels passing by and a pass for every 9 taps, 3 inputs and 32 output channels
 * of 28x28 reached 70, 34 and 20 GFLOP/s with 16, 8 and 4 lanes on Zen 5 where this tile reaches
 * 91, 46 and 26; with 8 lanes, so 16 registers, a tile of 4 pixels was no faster.
 */
final class SconvTaps7x2 {
  /** Pixels of a tile. */
  static final int PIXELS = 7;

  private SconvTaps7x2() {}

  /**
   * {@code y[i, 2 * LANES] = sum(x[tap + i * step] * w[tap, 2 * LANES]) + bias} for seven pixels.
   * ReLU would cost a tenth of the time here (a quarter, as {@code max}, which orders signed zeros
   * too).
   *
   * @param count number of taps
   * @param taps where they stand in {@code x} after {@code xOffset}
   * @param step values from a pixel's input to the next one's; likewise {@code yStep}
   */
  static void forward(
      int count,
      int[] taps,
      float[] x,
      int xOffset,
      int step,
      float[] w,
      int wOffset,
      int ldw,
      float[] bias,
      int biasOffset,
      float[] y,
      int yOffset,
      int yStep) {
    int x1 = xOffset + step;
    int x2 = x1 + step;
    int x3 = x2 + step;
    int x4 = x3 + step;
    int x5 = x4 + step;
    int x6 = x5 + step;
    var zero = FloatVector.zero(SPECIES);
    var c00 = zero;
    var c01 = zero;
    var c10 = zero;
    var c11 = zero;
    var c20 = zero;
    var c21 = zero;
    var c30 = zero;
    var c31 = zero;
    var c40 = zero;
    var c41 = zero;
    var c50 = zero;
    var c51 = zero;
    var c60 = zero;
    var c61 = zero;
    for (int t = 0; t < count; t++) {
      int tap = taps[t];
      int wt = wOffset + t * ldw;
      var w0 = FloatVector.fromArray(SPECIES, w, wt);
      var w1 = FloatVector.fromArray(SPECIES, w, wt + LANES);
      var v0 = FloatVector.broadcast(SPECIES, x[xOffset + tap]);
      c00 = v0.fma(w0, c00);
      c01 = v0.fma(w1, c01);
      var v1 = FloatVector.broadcast(SPECIES, x[x1 + tap]);
      c10 = v1.fma(w0, c10);
      c11 = v1.fma(w1, c11);
      var v2 = FloatVector.broadcast(SPECIES, x[x2 + tap]);
      c20 = v2.fma(w0, c20);
      c21 = v2.fma(w1, c21);
      var v3 = FloatVector.broadcast(SPECIES, x[x3 + tap]);
      c30 = v3.fma(w0, c30);
      c31 = v3.fma(w1, c31);
      var v4 = FloatVector.broadcast(SPECIES, x[x4 + tap]);
      c40 = v4.fma(w0, c40);
      c41 = v4.fma(w1, c41);
      var v5 = FloatVector.broadcast(SPECIES, x[x5 + tap]);
      c50 = v5.fma(w0, c50);
      c51 = v5.fma(w1, c51);
      var v6 = FloatVector.broadcast(SPECIES, x[x6 + tap]);
      c60 = v6.fma(w0, c60);
      c61 = v6.fma(w1, c61);
    }
    var b0 = FloatVector.fromArray(SPECIES, bias, biasOffset);
    var b1 = FloatVector.fromArray(SPECIES, bias, biasOffset + LANES);
    c00.add(b0).intoArray(y, yOffset);
    c01.add(b1).intoArray(y, yOffset + LANES);
    int y1 = yOffset + yStep;
    c10.add(b0).intoArray(y, y1);
    c11.add(b1).intoArray(y, y1 + LANES);
    int y2 = y1 + yStep;
    c20.add(b0).intoArray(y, y2);
    c21.add(b1).intoArray(y, y2 + LANES);
    int y3 = y2 + yStep;
    c30.add(b0).intoArray(y, y3);
    c31.add(b1).intoArray(y, y3 + LANES);
    int y4 = y3 + yStep;
    c40.add(b0).intoArray(y, y4);
    c41.add(b1).intoArray(y, y4 + LANES);
    int y5 = y4 + yStep;
    c50.add(b0).intoArray(y, y5);
    c51.add(b1).intoArray(y, y5 + LANES);
    int y6 = y5 + yStep;
    c60.add(b0).intoArray(y, y6);
    c61.add(b1).intoArray(y, y6 + LANES);
  }
}
