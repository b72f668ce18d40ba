package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tile for 32 vector registers: 8 rows of A times 2 vectors of B, 16 accumulators.
 *
 * <p>Accumulators are local variables of one flat loop and no vector passes through a call of our
 * own: past some 60 vector operations a method stops being inlined, and its accumulators are
 * allocated on the heap.
 */
final class SgemmTile8x2 {
  private static final int COLUMNS = Tuning.PACKED_ROWS;

  private SgemmTile8x2() {}

  /**
   * {@code c[8, 2 * LANES] = in + A B}, with row {@code r} of A at {@code a[aOffset + rows[row + r]
   * ..]}.
   *
   * @param b one panel of B, {@code [k, 2 * LANES]}
   * @param in what the sums start from, {@code inStride} elements from row to row: C itself, or
   *     zeros with a stride of 0
   */
  static void rows(
      int k,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      float[] b,
      int bOffset,
      float[] in,
      int inOffset,
      int inStride,
      float[] c,
      int cOffset,
      int ldc) {
    int a0 = aOffset + rows[row];
    int a1 = aOffset + rows[row + 1];
    int a2 = aOffset + rows[row + 2];
    int a3 = aOffset + rows[row + 3];
    int a4 = aOffset + rows[row + 4];
    int a5 = aOffset + rows[row + 5];
    int a6 = aOffset + rows[row + 6];
    int a7 = aOffset + rows[row + 7];
    var c00 = FloatVector.fromArray(SPECIES, in, inOffset);
    var c01 = FloatVector.fromArray(SPECIES, in, inOffset + LANES);
    int in1 = inOffset + inStride;
    var c10 = FloatVector.fromArray(SPECIES, in, in1);
    var c11 = FloatVector.fromArray(SPECIES, in, in1 + LANES);
    int in2 = in1 + inStride;
    var c20 = FloatVector.fromArray(SPECIES, in, in2);
    var c21 = FloatVector.fromArray(SPECIES, in, in2 + LANES);
    int in3 = in2 + inStride;
    var c30 = FloatVector.fromArray(SPECIES, in, in3);
    var c31 = FloatVector.fromArray(SPECIES, in, in3 + LANES);
    int in4 = in3 + inStride;
    var c40 = FloatVector.fromArray(SPECIES, in, in4);
    var c41 = FloatVector.fromArray(SPECIES, in, in4 + LANES);
    int in5 = in4 + inStride;
    var c50 = FloatVector.fromArray(SPECIES, in, in5);
    var c51 = FloatVector.fromArray(SPECIES, in, in5 + LANES);
    int in6 = in5 + inStride;
    var c60 = FloatVector.fromArray(SPECIES, in, in6);
    var c61 = FloatVector.fromArray(SPECIES, in, in6 + LANES);
    int in7 = in6 + inStride;
    var c70 = FloatVector.fromArray(SPECIES, in, in7);
    var c71 = FloatVector.fromArray(SPECIES, in, in7 + LANES);
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * 2 * LANES;
      var b0 = FloatVector.fromArray(SPECIES, b, bp);
      var b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      var x0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      var x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      var x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      var x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      var x4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      var x5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      var x6 = FloatVector.broadcast(SPECIES, a[a6 + p]);
      c60 = x6.fma(b0, c60);
      c61 = x6.fma(b1, c61);
      var x7 = FloatVector.broadcast(SPECIES, a[a7 + p]);
      c70 = x7.fma(b0, c70);
      c71 = x7.fma(b1, c71);
    }
    c00.intoArray(c, cOffset);
    c01.intoArray(c, cOffset + LANES);
    int out1 = cOffset + ldc;
    c10.intoArray(c, out1);
    c11.intoArray(c, out1 + LANES);
    int out2 = out1 + ldc;
    c20.intoArray(c, out2);
    c21.intoArray(c, out2 + LANES);
    int out3 = out2 + ldc;
    c30.intoArray(c, out3);
    c31.intoArray(c, out3 + LANES);
    int out4 = out3 + ldc;
    c40.intoArray(c, out4);
    c41.intoArray(c, out4 + LANES);
    int out5 = out4 + ldc;
    c50.intoArray(c, out5);
    c51.intoArray(c, out5 + LANES);
    int out6 = out5 + ldc;
    c60.intoArray(c, out6);
    c61.intoArray(c, out6 + LANES);
    int out7 = out6 + ldc;
    c70.intoArray(c, out7);
    c71.intoArray(c, out7 + LANES);
  }

  /** The same with A packed as {@code [k, COLUMNS]}, of which the tile reads 8 columns. */
  static void columns(
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] in,
      int inOffset,
      int inStride,
      float[] c,
      int cOffset,
      int ldc) {
    var c00 = FloatVector.fromArray(SPECIES, in, inOffset);
    var c01 = FloatVector.fromArray(SPECIES, in, inOffset + LANES);
    int in1 = inOffset + inStride;
    var c10 = FloatVector.fromArray(SPECIES, in, in1);
    var c11 = FloatVector.fromArray(SPECIES, in, in1 + LANES);
    int in2 = in1 + inStride;
    var c20 = FloatVector.fromArray(SPECIES, in, in2);
    var c21 = FloatVector.fromArray(SPECIES, in, in2 + LANES);
    int in3 = in2 + inStride;
    var c30 = FloatVector.fromArray(SPECIES, in, in3);
    var c31 = FloatVector.fromArray(SPECIES, in, in3 + LANES);
    int in4 = in3 + inStride;
    var c40 = FloatVector.fromArray(SPECIES, in, in4);
    var c41 = FloatVector.fromArray(SPECIES, in, in4 + LANES);
    int in5 = in4 + inStride;
    var c50 = FloatVector.fromArray(SPECIES, in, in5);
    var c51 = FloatVector.fromArray(SPECIES, in, in5 + LANES);
    int in6 = in5 + inStride;
    var c60 = FloatVector.fromArray(SPECIES, in, in6);
    var c61 = FloatVector.fromArray(SPECIES, in, in6 + LANES);
    int in7 = in6 + inStride;
    var c70 = FloatVector.fromArray(SPECIES, in, in7);
    var c71 = FloatVector.fromArray(SPECIES, in, in7 + LANES);
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * 2 * LANES;
      var b0 = FloatVector.fromArray(SPECIES, b, bp);
      var b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      var x0 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      var x1 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 1]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      var x2 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 2]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      var x3 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 3]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      var x4 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 4]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      var x5 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 5]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      var x6 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 6]);
      c60 = x6.fma(b0, c60);
      c61 = x6.fma(b1, c61);
      var x7 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 7]);
      c70 = x7.fma(b0, c70);
      c71 = x7.fma(b1, c71);
    }
    c00.intoArray(c, cOffset);
    c01.intoArray(c, cOffset + LANES);
    int out1 = cOffset + ldc;
    c10.intoArray(c, out1);
    c11.intoArray(c, out1 + LANES);
    int out2 = out1 + ldc;
    c20.intoArray(c, out2);
    c21.intoArray(c, out2 + LANES);
    int out3 = out2 + ldc;
    c30.intoArray(c, out3);
    c31.intoArray(c, out3 + LANES);
    int out4 = out3 + ldc;
    c40.intoArray(c, out4);
    c41.intoArray(c, out4 + LANES);
    int out5 = out4 + ldc;
    c50.intoArray(c, out5);
    c51.intoArray(c, out5 + LANES);
    int out6 = out5 + ldc;
    c60.intoArray(c, out6);
    c61.intoArray(c, out6 + LANES);
    int out7 = out6 + ldc;
    c70.intoArray(c, out7);
    c71.intoArray(c, out7 + LANES);
  }
}
