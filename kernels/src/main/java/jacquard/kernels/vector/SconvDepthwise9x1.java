package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Nine taps of a depthwise convolution, for one vector of channels. */
final class SconvDepthwise9x1 {
  private SconvDepthwise9x1() {}

  /**
   * {@code y[i] = in[i] + sum(x[tap + i * step] * w[tap]) + bias}, all of them vectors.
   *
   * @param count pixels of one row
   * @param step values from a pixel's input to the next one's; likewise {@code inStep}, {@code
   *     yStep}
   * @param taps where the taps stand in {@code x} after {@code xOffset}, from {@code taps[tap]}
   * @param in what the sums start from: earlier taps' sums, or zeros with a step of 0
   */
  static void forward(
      int count,
      float[] x,
      int xOffset,
      int step,
      int[] taps,
      int tap,
      float[] w,
      int wOffset,
      int ldw,
      float[] in,
      int inOffset,
      int inStep,
      float[] bias,
      int biasOffset,
      float[] y,
      int yOffset,
      int yStep) {
    int x0 = xOffset + taps[tap];
    int x1 = xOffset + taps[tap + 1];
    int x2 = xOffset + taps[tap + 2];
    int x3 = xOffset + taps[tap + 3];
    int x4 = xOffset + taps[tap + 4];
    int x5 = xOffset + taps[tap + 5];
    int x6 = xOffset + taps[tap + 6];
    int x7 = xOffset + taps[tap + 7];
    int x8 = xOffset + taps[tap + 8];
    var w0 = FloatVector.fromArray(SPECIES, w, wOffset);
    int row1 = wOffset + ldw;
    var w1 = FloatVector.fromArray(SPECIES, w, row1);
    int row2 = row1 + ldw;
    var w2 = FloatVector.fromArray(SPECIES, w, row2);
    int row3 = row2 + ldw;
    var w3 = FloatVector.fromArray(SPECIES, w, row3);
    int row4 = row3 + ldw;
    var w4 = FloatVector.fromArray(SPECIES, w, row4);
    int row5 = row4 + ldw;
    var w5 = FloatVector.fromArray(SPECIES, w, row5);
    int row6 = row5 + ldw;
    var w6 = FloatVector.fromArray(SPECIES, w, row6);
    int row7 = row6 + ldw;
    var w7 = FloatVector.fromArray(SPECIES, w, row7);
    int row8 = row7 + ldw;
    var w8 = FloatVector.fromArray(SPECIES, w, row8);
    var b = FloatVector.fromArray(SPECIES, bias, biasOffset);
    for (int i = 0; i < count; i++) {
      int p = i * step;
      var sum = FloatVector.fromArray(SPECIES, in, inOffset + i * inStep);
      var v0 = FloatVector.fromArray(SPECIES, x, x0 + p);
      sum = v0.fma(w0, sum);
      var v1 = FloatVector.fromArray(SPECIES, x, x1 + p);
      sum = v1.fma(w1, sum);
      var v2 = FloatVector.fromArray(SPECIES, x, x2 + p);
      sum = v2.fma(w2, sum);
      var v3 = FloatVector.fromArray(SPECIES, x, x3 + p);
      sum = v3.fma(w3, sum);
      var v4 = FloatVector.fromArray(SPECIES, x, x4 + p);
      sum = v4.fma(w4, sum);
      var v5 = FloatVector.fromArray(SPECIES, x, x5 + p);
      sum = v5.fma(w5, sum);
      var v6 = FloatVector.fromArray(SPECIES, x, x6 + p);
      sum = v6.fma(w6, sum);
      var v7 = FloatVector.fromArray(SPECIES, x, x7 + p);
      sum = v7.fma(w7, sum);
      var v8 = FloatVector.fromArray(SPECIES, x, x8 + p);
      sum = v8.fma(w8, sum);
      sum.add(b).intoArray(y, yOffset + i * yStep);
    }
  }

  /** {@code sums[tap] += sum(x[tap + i * step] * dy[i])} for nine taps, all of them vectors. */
  static void gradient(
      int count,
      float[] x,
      int xOffset,
      int step,
      int[] taps,
      int tap,
      float[] dy,
      int dyOffset,
      int dyStep,
      float[] sums,
      int sumsOffset,
      int lds) {
    int x0 = xOffset + taps[tap];
    int x1 = xOffset + taps[tap + 1];
    int x2 = xOffset + taps[tap + 2];
    int x3 = xOffset + taps[tap + 3];
    int x4 = xOffset + taps[tap + 4];
    int x5 = xOffset + taps[tap + 5];
    int x6 = xOffset + taps[tap + 6];
    int x7 = xOffset + taps[tap + 7];
    int x8 = xOffset + taps[tap + 8];
    var s0 = FloatVector.fromArray(SPECIES, sums, sumsOffset);
    int row1 = sumsOffset + lds;
    var s1 = FloatVector.fromArray(SPECIES, sums, row1);
    int row2 = row1 + lds;
    var s2 = FloatVector.fromArray(SPECIES, sums, row2);
    int row3 = row2 + lds;
    var s3 = FloatVector.fromArray(SPECIES, sums, row3);
    int row4 = row3 + lds;
    var s4 = FloatVector.fromArray(SPECIES, sums, row4);
    int row5 = row4 + lds;
    var s5 = FloatVector.fromArray(SPECIES, sums, row5);
    int row6 = row5 + lds;
    var s6 = FloatVector.fromArray(SPECIES, sums, row6);
    int row7 = row6 + lds;
    var s7 = FloatVector.fromArray(SPECIES, sums, row7);
    int row8 = row7 + lds;
    var s8 = FloatVector.fromArray(SPECIES, sums, row8);
    for (int i = 0; i < count; i++) {
      int p = i * step;
      var d = FloatVector.fromArray(SPECIES, dy, dyOffset + i * dyStep);
      s0 = FloatVector.fromArray(SPECIES, x, x0 + p).fma(d, s0);
      s1 = FloatVector.fromArray(SPECIES, x, x1 + p).fma(d, s1);
      s2 = FloatVector.fromArray(SPECIES, x, x2 + p).fma(d, s2);
      s3 = FloatVector.fromArray(SPECIES, x, x3 + p).fma(d, s3);
      s4 = FloatVector.fromArray(SPECIES, x, x4 + p).fma(d, s4);
      s5 = FloatVector.fromArray(SPECIES, x, x5 + p).fma(d, s5);
      s6 = FloatVector.fromArray(SPECIES, x, x6 + p).fma(d, s6);
      s7 = FloatVector.fromArray(SPECIES, x, x7 + p).fma(d, s7);
      s8 = FloatVector.fromArray(SPECIES, x, x8 + p).fma(d, s8);
    }
    s0.intoArray(sums, sumsOffset);
    s1.intoArray(sums, row1);
    s2.intoArray(sums, row2);
    s3.intoArray(sums, row3);
    s4.intoArray(sums, row4);
    s5.intoArray(sums, row5);
    s6.intoArray(sums, row6);
    s7.intoArray(sums, row7);
    s8.intoArray(sums, row8);
  }
}
