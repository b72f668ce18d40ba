package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tile of a panel's last vector for 32 registers: 8 rows of A times 1 vector of B. Two
 * units with a latency of four cycles need 8 accumulators; {@link SgemmTile4x1} keeps them half
 * busy. With one vector to a row what instructions there are besides the products counts: where A
 * is read where it lies, two steps of k share the address of a row (15 % faster; more rows are
 * slower, as their addresses no longer fit the registers).
 */
final class SgemmTile8x1 {
  private static final int COLUMNS = Tuning.PACKED_ROWS;

  private SgemmTile8x1() {}

  /**
   * {@code c[8, LANES] = in + A B}, with row {@code r} of A at {@code a[aOffset + rows[row + r]
   * ..]}.
   *
   * @param b one panel of B, {@code [k, LANES]}
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
    int in1 = inOffset + inStride;
    var c10 = FloatVector.fromArray(SPECIES, in, in1);
    int in2 = in1 + inStride;
    var c20 = FloatVector.fromArray(SPECIES, in, in2);
    int in3 = in2 + inStride;
    var c30 = FloatVector.fromArray(SPECIES, in, in3);
    int in4 = in3 + inStride;
    var c40 = FloatVector.fromArray(SPECIES, in, in4);
    int in5 = in4 + inStride;
    var c50 = FloatVector.fromArray(SPECIES, in, in5);
    int in6 = in5 + inStride;
    var c60 = FloatVector.fromArray(SPECIES, in, in6);
    int in7 = in6 + inStride;
    var c70 = FloatVector.fromArray(SPECIES, in, in7);
    int even = k & ~1;
    for (int p = 0; p < even; p += 2) {
      var b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * LANES);
      var b1 = FloatVector.fromArray(SPECIES, b, bOffset + p * LANES + LANES);
      var x0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
      var y0 = FloatVector.broadcast(SPECIES, a[a0 + p + 1]);
      c00 = y0.fma(b1, x0.fma(b0, c00));
      var x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
      var y1 = FloatVector.broadcast(SPECIES, a[a1 + p + 1]);
      c10 = y1.fma(b1, x1.fma(b0, c10));
      var x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
      var y2 = FloatVector.broadcast(SPECIES, a[a2 + p + 1]);
      c20 = y2.fma(b1, x2.fma(b0, c20));
      var x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
      var y3 = FloatVector.broadcast(SPECIES, a[a3 + p + 1]);
      c30 = y3.fma(b1, x3.fma(b0, c30));
      var x4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
      var y4 = FloatVector.broadcast(SPECIES, a[a4 + p + 1]);
      c40 = y4.fma(b1, x4.fma(b0, c40));
      var x5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
      var y5 = FloatVector.broadcast(SPECIES, a[a5 + p + 1]);
      c50 = y5.fma(b1, x5.fma(b0, c50));
      var x6 = FloatVector.broadcast(SPECIES, a[a6 + p]);
      var y6 = FloatVector.broadcast(SPECIES, a[a6 + p + 1]);
      c60 = y6.fma(b1, x6.fma(b0, c60));
      var x7 = FloatVector.broadcast(SPECIES, a[a7 + p]);
      var y7 = FloatVector.broadcast(SPECIES, a[a7 + p + 1]);
      c70 = y7.fma(b1, x7.fma(b0, c70));
    }
    if (even < k) {
      var b0 = FloatVector.fromArray(SPECIES, b, bOffset + even * LANES);
      c00 = FloatVector.broadcast(SPECIES, a[a0 + even]).fma(b0, c00);
      c10 = FloatVector.broadcast(SPECIES, a[a1 + even]).fma(b0, c10);
      c20 = FloatVector.broadcast(SPECIES, a[a2 + even]).fma(b0, c20);
      c30 = FloatVector.broadcast(SPECIES, a[a3 + even]).fma(b0, c30);
      c40 = FloatVector.broadcast(SPECIES, a[a4 + even]).fma(b0, c40);
      c50 = FloatVector.broadcast(SPECIES, a[a5 + even]).fma(b0, c50);
      c60 = FloatVector.broadcast(SPECIES, a[a6 + even]).fma(b0, c60);
      c70 = FloatVector.broadcast(SPECIES, a[a7 + even]).fma(b0, c70);
    }
    c00.intoArray(c, cOffset);
    int out1 = cOffset + ldc;
    c10.intoArray(c, out1);
    int out2 = out1 + ldc;
    c20.intoArray(c, out2);
    int out3 = out2 + ldc;
    c30.intoArray(c, out3);
    int out4 = out3 + ldc;
    c40.intoArray(c, out4);
    int out5 = out4 + ldc;
    c50.intoArray(c, out5);
    int out6 = out5 + ldc;
    c60.intoArray(c, out6);
    int out7 = out6 + ldc;
    c70.intoArray(c, out7);
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
    int in1 = inOffset + inStride;
    var c10 = FloatVector.fromArray(SPECIES, in, in1);
    int in2 = in1 + inStride;
    var c20 = FloatVector.fromArray(SPECIES, in, in2);
    int in3 = in2 + inStride;
    var c30 = FloatVector.fromArray(SPECIES, in, in3);
    int in4 = in3 + inStride;
    var c40 = FloatVector.fromArray(SPECIES, in, in4);
    int in5 = in4 + inStride;
    var c50 = FloatVector.fromArray(SPECIES, in, in5);
    int in6 = in5 + inStride;
    var c60 = FloatVector.fromArray(SPECIES, in, in6);
    int in7 = in6 + inStride;
    var c70 = FloatVector.fromArray(SPECIES, in, in7);
    for (int p = 0; p < k; p++) {
      var b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * LANES);
      var x0 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS]);
      c00 = x0.fma(b0, c00);
      var x1 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 1]);
      c10 = x1.fma(b0, c10);
      var x2 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 2]);
      c20 = x2.fma(b0, c20);
      var x3 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 3]);
      c30 = x3.fma(b0, c30);
      var x4 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 4]);
      c40 = x4.fma(b0, c40);
      var x5 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 5]);
      c50 = x5.fma(b0, c50);
      var x6 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 6]);
      c60 = x6.fma(b0, c60);
      var x7 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 7]);
      c70 = x7.fma(b0, c70);
    }
    c00.intoArray(c, cOffset);
    int out1 = cOffset + ldc;
    c10.intoArray(c, out1);
    int out2 = out1 + ldc;
    c20.intoArray(c, out2);
    int out3 = out2 + ldc;
    c30.intoArray(c, out3);
    int out4 = out3 + ldc;
    c40.intoArray(c, out4);
    int out5 = out4 + ldc;
    c50.intoArray(c, out5);
    int out6 = out5 + ldc;
    c60.intoArray(c, out6);
    int out7 = out6 + ldc;
    c70.intoArray(c, out7);
  }
}
