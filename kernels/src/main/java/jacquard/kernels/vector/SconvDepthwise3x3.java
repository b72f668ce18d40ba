package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/**
 * A depthwise 3x3 convolution of stride 1 for one vector of channels. Every column of three inputs
 * is loaded once, and multiplied for the three outputs that it is part of: the one that it
 * completes and two that wait in registers. So 9 products take 3 loads; a load at an address that
 * is no multiple of the vector's size, as in a Java array, costs as much as two products. Two rows
 * of outputs at a time share two of their rows of inputs: 18 products take 4 loads.
 */
final class SconvDepthwise3x3 {
  private SconvDepthwise3x3() {}

  /**
   * {@code y[i] = max(sum(x[i + kh * rowStep + kw * step] * w[kw * 3 + kh]) + bias, floor)}, all of
   * them vectors.
   *
   * @param count pixels of one row
   * @param rowStep values from a row's input to the next one's
   * @param step values from a pixel's input to the next one's; likewise {@code yStep}
   */
  static void forward(
      int count,
      float[] x,
      int xOffset,
      int rowStep,
      int step,
      float[] w,
      int wOffset,
      int ldw,
      float[] bias,
      int biasOffset,
      float floor,
      float[] y,
      int yOffset,
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
    int x1 = xOffset + rowStep;
    int x2 = x1 + rowStep;
    var v0 = FloatVector.fromArray(SPECIES, x, xOffset);
    var v1 = FloatVector.fromArray(SPECIES, x, x1);
    var v2 = FloatVector.fromArray(SPECIES, x, x2);
    var left = v2.fma(w02, v1.fma(w01, v0.fma(w00, zero)));
    v0 = FloatVector.fromArray(SPECIES, x, xOffset + step);
    v1 = FloatVector.fromArray(SPECIES, x, x1 + step);
    v2 = FloatVector.fromArray(SPECIES, x, x2 + step);
    left = v2.fma(w12, v1.fma(w11, v0.fma(w10, left)));
    var right = v2.fma(w02, v1.fma(w01, v0.fma(w00, zero)));
    for (int i = 0; i < count; i++) {
      int column = (i + 2) * step;
      v0 = FloatVector.fromArray(SPECIES, x, xOffset + column);
      v1 = FloatVector.fromArray(SPECIES, x, x1 + column);
      v2 = FloatVector.fromArray(SPECIES, x, x2 + column);
      var sum = v2.fma(w22, v1.fma(w21, v0.fma(w20, left))).add(b);
      sum.blend(least, sum.compare(LE, least)).intoArray(y, yOffset + i * yStep);
      left = v2.fma(w12, v1.fma(w11, v0.fma(w10, right)));
      right = v2.fma(w02, v1.fma(w01, v0.fma(w00, zero)));
    }
  }

  /**
   * The same for the two rows of outputs from {@code yOffset} on, where outputs are as many as
   * inputs: inputs left and right of the rows count as zeros, and need not be there. {@code step}
   * leads from pixel to pixel in inputs and outputs, and {@code count * step} from row to row.
   *
   * @param above the row above the first output, or zeros
   * @param x the rows in the middle
   * @param below the row below the second output, or zeros
   */
  static void pair(
      int count,
      float[] above,
      int aboveOffset,
      float[] x,
      int xOffset,
      float[] below,
      int belowOffset,
      int step,
      float[] w,
      int wOffset,
      int ldw,
      float[] bias,
      int biasOffset,
      float floor,
      float[] y,
      int yOffset) {
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
    int row = count * step;
    int x2 = xOffset + row;
    var v0 = FloatVector.fromArray(SPECIES, above, aboveOffset);
    var v1 = FloatVector.fromArray(SPECIES, x, xOffset);
    var v2 = FloatVector.fromArray(SPECIES, x, x2);
    var v3 = FloatVector.fromArray(SPECIES, below, belowOffset);
    var left0 = v2.fma(w12, v1.fma(w11, v0.fma(w10, zero)));
    var left1 = v3.fma(w12, v2.fma(w11, v1.fma(w10, zero)));
    var right0 = v2.fma(w02, v1.fma(w01, v0.fma(w00, zero)));
    var right1 = v3.fma(w02, v2.fma(w01, v1.fma(w00, zero)));
    int y0 = yOffset - step; // the output that a column completes is the one before
    int y1 = y0 + row;
    for (int i = 1; i < count; i++) {
      int column = i * step;
      v0 = FloatVector.fromArray(SPECIES, above, aboveOffset + column);
      v1 = FloatVector.fromArray(SPECIES, x, xOffset + column);
      v2 = FloatVector.fromArray(SPECIES, x, x2 + column);
      v3 = FloatVector.fromArray(SPECIES, below, belowOffset + column);
      var sum = v2.fma(w22, v1.fma(w21, v0.fma(w20, left0))).add(b);
      sum.blend(least, sum.compare(LE, least)).intoArray(y, y0 + column);
      sum = v3.fma(w22, v2.fma(w21, v1.fma(w20, left1))).add(b);
      sum.blend(least, sum.compare(LE, least)).intoArray(y, y1 + column);
      left0 = v2.fma(w12, v1.fma(w11, v0.fma(w10, right0)));
      left1 = v3.fma(w12, v2.fma(w11, v1.fma(w10, right1)));
      right0 = v2.fma(w02, v1.fma(w01, v0.fma(w00, zero)));
      right1 = v3.fma(w02, v2.fma(w01, v1.fma(w00, zero)));
    }
    var sum = left0.add(b);
    sum.blend(least, sum.compare(LE, least)).intoArray(y, y0 + row);
    sum = left1.add(b);
    sum.blend(least, sum.compare(LE, least)).intoArray(y, y1 + row);
  }
}
