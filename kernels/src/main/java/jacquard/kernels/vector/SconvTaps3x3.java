package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/**
 * A 3x3 convolution of one input channel and stride 1, for 2 vectors of output channels. The
 * weights stay in registers while the pixels of a row pass by. Every column of three inputs is
 * loaded once, and multiplied for the three outputs that it is part of: the one that it completes
 * and two that wait in registers. So 18 products take 3 loads; a loop that loads all nine inputs of
 * each pixel, and {@link SconvTaps7x2}, spend their time on loads and the checks of their indices.
 * 32 output channels of 28x28, GFLOP/s with 16, 8 and 4 lanes, medians in turns on a busy Zen 5:
 *
 * <pre>
 *   nine loads a pixel         71   33   32
 *   7x2                        77   36   29
 *   columns                   126   53   43
 *   columns, 1 vector         100   53   38
 * </pre>
 */
final class SconvTaps3x3 {
  private SconvTaps3x3() {}

  /**
   * {@code y[i, 2 * LANES] = max(sum(x[i + kh * rowStep + kw] * w[kw * 3 + kh, 2 * LANES]) + bias,
   * floor)}, and so on for further rows: with a call for each, 28x28 took a fifth longer.
   *
   * @param count pixels of one row
   * @param rowStep values from a row of the input to the next
   * @param down values from where an output row's input starts to where the next one's does
   * @param yDown values from an output row to the next
   * @param yStep values from a pixel's output to the next one's
   */
  static void forward(
      int rows,
      int count,
      float[] x,
      int xOffset,
      int rowStep,
      int down,
      float[] w,
      int wOffset,
      int ldw,
      float[] bias,
      int biasOffset,
      float floor,
      float[] y,
      int yOffset,
      int yDown,
      int yStep) {
    var w00a = FloatVector.fromArray(SPECIES, w, wOffset);
    var w00b = FloatVector.fromArray(SPECIES, w, wOffset + LANES);
    int row1 = wOffset + ldw;
    var w01a = FloatVector.fromArray(SPECIES, w, row1);
    var w01b = FloatVector.fromArray(SPECIES, w, row1 + LANES);
    int row2 = row1 + ldw;
    var w02a = FloatVector.fromArray(SPECIES, w, row2);
    var w02b = FloatVector.fromArray(SPECIES, w, row2 + LANES);
    int row3 = row2 + ldw;
    var w10a = FloatVector.fromArray(SPECIES, w, row3);
    var w10b = FloatVector.fromArray(SPECIES, w, row3 + LANES);
    int row4 = row3 + ldw;
    var w11a = FloatVector.fromArray(SPECIES, w, row4);
    var w11b = FloatVector.fromArray(SPECIES, w, row4 + LANES);
    int row5 = row4 + ldw;
    var w12a = FloatVector.fromArray(SPECIES, w, row5);
    var w12b = FloatVector.fromArray(SPECIES, w, row5 + LANES);
    int row6 = row5 + ldw;
    var w20a = FloatVector.fromArray(SPECIES, w, row6);
    var w20b = FloatVector.fromArray(SPECIES, w, row6 + LANES);
    int row7 = row6 + ldw;
    var w21a = FloatVector.fromArray(SPECIES, w, row7);
    var w21b = FloatVector.fromArray(SPECIES, w, row7 + LANES);
    int row8 = row7 + ldw;
    var w22a = FloatVector.fromArray(SPECIES, w, row8);
    var w22b = FloatVector.fromArray(SPECIES, w, row8 + LANES);
    var b0 = FloatVector.fromArray(SPECIES, bias, biasOffset);
    var b1 = FloatVector.fromArray(SPECIES, bias, biasOffset + LANES);
    var zero = FloatVector.zero(SPECIES);
    var least = FloatVector.broadcast(SPECIES, floor);
    boolean floors = floor > Float.NEGATIVE_INFINITY;
    for (int r = 0; r < rows; r++) {
      int x0 = xOffset + r * down;
      int y0 = yOffset + r * yDown;
      int x1 = x0 + rowStep;
      int x2 = x1 + rowStep;
      var v0 = FloatVector.broadcast(SPECIES, x[x0]);
      var v1 = FloatVector.broadcast(SPECIES, x[x1]);
      var v2 = FloatVector.broadcast(SPECIES, x[x2]);
      var left0 = v2.fma(w02a, v1.fma(w01a, v0.fma(w00a, zero)));
      var left1 = v2.fma(w02b, v1.fma(w01b, v0.fma(w00b, zero)));
      v0 = FloatVector.broadcast(SPECIES, x[x0 + 1]);
      v1 = FloatVector.broadcast(SPECIES, x[x1 + 1]);
      v2 = FloatVector.broadcast(SPECIES, x[x2 + 1]);
      left0 = v2.fma(w12a, v1.fma(w11a, v0.fma(w10a, left0)));
      left1 = v2.fma(w12b, v1.fma(w11b, v0.fma(w10b, left1)));
      var right0 = v2.fma(w02a, v1.fma(w01a, v0.fma(w00a, zero)));
      var right1 = v2.fma(w02b, v1.fma(w01b, v0.fma(w00b, zero)));
      for (int i = 0; i < count; i++) {
        int column = i + 2;
        v0 = FloatVector.broadcast(SPECIES, x[x0 + column]);
        v1 = FloatVector.broadcast(SPECIES, x[x1 + column]);
        v2 = FloatVector.broadcast(SPECIES, x[x2 + column]);
        int to = y0 + i * yStep;
        var sum0 = v2.fma(w22a, v1.fma(w21a, v0.fma(w20a, left0))).add(b0);
        var sum1 = v2.fma(w22b, v1.fma(w21b, v0.fma(w20b, left1))).add(b1);
        if (floors) { // quicker than max; NaN stays
          sum0 = sum0.blend(least, sum0.compare(LE, least));
          sum1 = sum1.blend(least, sum1.compare(LE, least));
        }
        sum0.intoArray(y, to);
        sum1.intoArray(y, to + LANES);
        left0 = v2.fma(w12a, v1.fma(w11a, v0.fma(w10a, right0)));
        left1 = v2.fma(w12b, v1.fma(w11b, v0.fma(w10b, right1)));
        right0 = v2.fma(w02a, v1.fma(w01a, v0.fma(w00a, zero)));
        right1 = v2.fma(w02b, v1.fma(w01b, v0.fma(w00b, zero)));
      }
    }
  }

  /** The same for one vector of output channels, with half of the products for each load. */
  static void narrow(
      int rows,
      int count,
      float[] x,
      int xOffset,
      int rowStep,
      int down,
      float[] w,
      int wOffset,
      int ldw,
      float[] bias,
      int biasOffset,
      float floor,
      float[] y,
      int yOffset,
      int yDown,
      int yStep) {
    var w00 = FloatVector.fromArray(SPECIES, w, wOffset);
    var w01 = FloatVector.fromArray(SPECIES, w, wOffset + ldw);
    var w02 = FloatVector.fromArray(SPECIES, w, wOffset + 2 * ldw);
    var w10 = FloatVector.fromArray(SPECIES, w, wOffset + 3 * ldw);
    var w11 = FloatVector.fromArray(SPECIES, w, wOffset + 4 * ldw);
    var w12 = FloatVector.fromArray(SPECIES, w, wOffset + 5 * ldw);
    var w20 = FloatVector.fromArray(SPECIES, w, wOffset + 6 * ldw);
    var w21 = FloatVector.fromArray(SPECIES, w, wOffset + 7 * ldw);
    var w22 = FloatVector.fromArray(SPECIES, w, wOffset + 8 * ldw);
    var b = FloatVector.fromArray(SPECIES, bias, biasOffset);
    var zero = FloatVector.zero(SPECIES);
    var least = FloatVector.broadcast(SPECIES, floor);
    for (int r = 0; r < rows; r++) {
      int x0 = xOffset + r * down;
      int y0 = yOffset + r * yDown;
      int x1 = x0 + rowStep;
      int x2 = x1 + rowStep;
      var v0 = FloatVector.broadcast(SPECIES, x[x0]);
      var v1 = FloatVector.broadcast(SPECIES, x[x1]);
      var v2 = FloatVector.broadcast(SPECIES, x[x2]);
      var left = v2.fma(w02, v1.fma(w01, v0.fma(w00, zero)));
      v0 = FloatVector.broadcast(SPECIES, x[x0 + 1]);
      v1 = FloatVector.broadcast(SPECIES, x[x1 + 1]);
      v2 = FloatVector.broadcast(SPECIES, x[x2 + 1]);
      left = v2.fma(w12, v1.fma(w11, v0.fma(w10, left)));
      var right = v2.fma(w02, v1.fma(w01, v0.fma(w00, zero)));
      for (int i = 0; i < count; i++) {
        int column = i + 2;
        v0 = FloatVector.broadcast(SPECIES, x[x0 + column]);
        v1 = FloatVector.broadcast(SPECIES, x[x1 + column]);
        v2 = FloatVector.broadcast(SPECIES, x[x2 + column]);
        var sum = v2.fma(w22, v1.fma(w21, v0.fma(w20, left))).add(b);
        sum.blend(least, sum.compare(LE, least)).intoArray(y, y0 + i * yStep);
        left = v2.fma(w12, v1.fma(w11, v0.fma(w10, right)));
        right = v2.fma(w02, v1.fma(w01, v0.fma(w00, zero)));
      }
    }
  }
}
