package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * A depthwise 3x3 convolution of stride 1 for one vector of channels, two neighbouring pixels at a
 * time: they share six of their nine inputs, so 18 products take 12 loads. A load at an address
 * that is no multiple of the vector's size costs as much as two products.
 */
final class SconvDepthwise3x3 {
  private SconvDepthwise3x3() {}

  /**
   * {@code y[i] = sum(x[i + kh * rowStep + kw * step] * w[kw * 3 + kh]) + bias}, all of them
   * vectors.
   *
   * @param count pixels of one row, an even number
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
    for (int i = 0; i < count; i += 2) {
      var left = zero;
      var right = zero;
      int x0 = xOffset + i * step;
      var v00 = FloatVector.fromArray(SPECIES, x, x0);
      left = v00.fma(w00, left);
      var v01 = FloatVector.fromArray(SPECIES, x, x0 + rowStep);
      left = v01.fma(w01, left);
      var v02 = FloatVector.fromArray(SPECIES, x, x0 + 2 * rowStep);
      left = v02.fma(w02, left);
      int x1 = xOffset + (i + 1) * step;
      var v10 = FloatVector.fromArray(SPECIES, x, x1);
      left = v10.fma(w10, left);
      right = v10.fma(w00, right);
      var v11 = FloatVector.fromArray(SPECIES, x, x1 + rowStep);
      left = v11.fma(w11, left);
      right = v11.fma(w01, right);
      var v12 = FloatVector.fromArray(SPECIES, x, x1 + 2 * rowStep);
      left = v12.fma(w12, left);
      right = v12.fma(w02, right);
      int x2 = xOffset + (i + 2) * step;
      var v20 = FloatVector.fromArray(SPECIES, x, x2);
      left = v20.fma(w20, left);
      right = v20.fma(w10, right);
      var v21 = FloatVector.fromArray(SPECIES, x, x2 + rowStep);
      left = v21.fma(w21, left);
      right = v21.fma(w11, right);
      var v22 = FloatVector.fromArray(SPECIES, x, x2 + 2 * rowStep);
      left = v22.fma(w22, left);
      right = v22.fma(w12, right);
      int x3 = xOffset + (i + 3) * step;
      var v30 = FloatVector.fromArray(SPECIES, x, x3);
      right = v30.fma(w20, right);
      var v31 = FloatVector.fromArray(SPECIES, x, x3 + rowStep);
      right = v31.fma(w21, right);
      var v32 = FloatVector.fromArray(SPECIES, x, x3 + 2 * rowStep);
      right = v32.fma(w22, right);
      left.add(b).intoArray(y, yOffset + i * yStep);
      right.add(b).intoArray(y, yOffset + (i + 1) * yStep);
    }
  }
}
