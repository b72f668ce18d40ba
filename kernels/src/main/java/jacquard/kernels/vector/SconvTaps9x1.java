package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The gradient of nine taps' weights of a convolution with few input channels, for one vector. */
final class SconvTaps9x1 {
  private SconvTaps9x1() {}

  /** {@code sums[tap, LANES] += sum(x[tap + i * step] * dy[i, LANES])} for nine taps. */
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
      s0 = FloatVector.broadcast(SPECIES, x[x0 + p]).fma(d, s0);
      s1 = FloatVector.broadcast(SPECIES, x[x1 + p]).fma(d, s1);
      s2 = FloatVector.broadcast(SPECIES, x[x2 + p]).fma(d, s2);
      s3 = FloatVector.broadcast(SPECIES, x[x3 + p]).fma(d, s3);
      s4 = FloatVector.broadcast(SPECIES, x[x4 + p]).fma(d, s4);
      s5 = FloatVector.broadcast(SPECIES, x[x5 + p]).fma(d, s5);
      s6 = FloatVector.broadcast(SPECIES, x[x6 + p]).fma(d, s6);
      s7 = FloatVector.broadcast(SPECIES, x[x7 + p]).fma(d, s7);
      s8 = FloatVector.broadcast(SPECIES, x[x8 + p]).fma(d, s8);
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
