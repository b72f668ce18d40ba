package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tile for 32 vector registers: 4 rows of A times 4 vectors of B, 16 accumulators.
 *
 * <p>Of the shapes tried on AVX-512 (2x2 to 8x2, 4x4, 6x3) it is the fastest that reads A where it
 * lies, 113 GFLOP/s of 118; 6x2 stops at 106. Accumulators are local variables of one flat loop and
 * no vector passes through a call of our own: past some 60 vector operations a method stops being
 * inlined, and its accumulators are allocated on the heap.
 */
final class SgemmTile4x4 {
  private static final int COLUMNS = Tuning.PACKED_ROWS;

  private SgemmTile4x4() {}

  /**
   * {@code c[4, 4 * LANES] = in + A B}, with row {@code r} of A at {@code a[aOffset + rows[row + r]
   * ..]}.
   *
   * @param b one panel of B, {@code [k, 4 * LANES]}
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
    var c00 = FloatVector.fromArray(SPECIES, in, inOffset);
    var c01 = FloatVector.fromArray(SPECIES, in, inOffset + LANES);
    var c02 = FloatVector.fromArray(SPECIES, in, inOffset + 2 * LANES);
    var c03 = FloatVector.fromArray(SPECIES, in, inOffset + 3 * LANES);
    int in1 = inOffset + inStride;
    var c10 = FloatVector.fromArray(SPECIES, in, in1);
    var c11 = FloatVector.fromArray(SPECIES, in, in1 + LANES);
    var c12 = FloatVector.fromArray(SPECIES, in, in1 + 2 * LANES);
    var c13 = FloatVector.fromArray(SPECIES, in, in1 + 3 * LANES);
    int in2 = in1 + inStride;
    var c20 = FloatVector.fromArray(SPECIES, in, in2);
    var c21 = FloatVector.fromArray(SPECIES, in, in2 + LANES);
    var c22 = FloatVector.fromArray(SPECIES, in, in2 + 2 * LANES);
    var c23 = FloatVector.fromArray(SPECIES, in, in2 + 3 * LANES);
    int in3 = in2 + inStride;
    var c30 = FloatVector.fromArray(SPECIES, in, in3);
    var c31 = FloatVector.fromArray(SPECIES, in, in3 + LANES);
    var c32 = FloatVector.fromArray(SPECIES, in, in3 + 2 * LANES);
    var c33 = FloatVector.fromArray(SPECIES, in, in3 + 3 * LANES);
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * 4 * LANES;
      var b0 = FloatVector.fromArray(SPECIES, b, bp);
      var b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      var b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES);
      var x0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      c02 = x0.fma(b2, c02);
      c03 = x0.fma(b3, c03);
      var x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      c12 = x1.fma(b2, c12);
      c13 = x1.fma(b3, c13);
      var x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      c22 = x2.fma(b2, c22);
      c23 = x2.fma(b3, c23);
      var x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      c32 = x3.fma(b2, c32);
      c33 = x3.fma(b3, c33);
    }
    c00.intoArray(c, cOffset);
    c01.intoArray(c, cOffset + LANES);
    c02.intoArray(c, cOffset + 2 * LANES);
    c03.intoArray(c, cOffset + 3 * LANES);
    int out1 = cOffset + ldc;
    c10.intoArray(c, out1);
    c11.intoArray(c, out1 + LANES);
    c12.intoArray(c, out1 + 2 * LANES);
    c13.intoArray(c, out1 + 3 * LANES);
    int out2 = out1 + ldc;
    c20.intoArray(c, out2);
    c21.intoArray(c, out2 + LANES);
    c22.intoArray(c, out2 + 2 * LANES);
    c23.intoArray(c, out2 + 3 * LANES);
    int out3 = out2 + ldc;
    c30.intoArray(c, out3);
    c31.intoArray(c, out3 + LANES);
    c32.intoArray(c, out3 + 2 * LANES);
    c33.intoArray(c, out3 + 3 * LANES);
  }

  /** The same with A packed as {@code [k, COLUMNS]}, of which the tile reads 4 columns. */
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
    var c02 = FloatVector.fromArray(SPECIES, in, inOffset + 2 * LANES);
    var c03 = FloatVector.fromArray(SPECIES, in, inOffset + 3 * LANES);
    int in1 = inOffset + inStride;
    var c10 = FloatVector.fromArray(SPECIES, in, in1);
    var c11 = FloatVector.fromArray(SPECIES, in, in1 + LANES);
    var c12 = FloatVector.fromArray(SPECIES, in, in1 + 2 * LANES);
    var c13 = FloatVector.fromArray(SPECIES, in, in1 + 3 * LANES);
    int in2 = in1 + inStride;
    var c20 = FloatVector.fromArray(SPECIES, in, in2);
    var c21 = FloatVector.fromArray(SPECIES, in, in2 + LANES);
    var c22 = FloatVector.fromArray(SPECIES, in, in2 + 2 * LANES);
    var c23 = FloatVector.fromArray(SPECIES, in, in2 + 3 * LANES);
    int in3 = in2 + inStride;
    var c30 = FloatVector.fromArray(SPECIES, in, in3);
    var c31 = FloatVector.fromArray(SPECIES, in, in3 + LANES);
    var c32 = FloatVector.fromArray(SPECIES, in, in3 + 2 * LANES);
    var c33 = FloatVector.fromArray(SPECIES, in, in3 + 3 * LANES);
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * 4 * LANES;
      var b0 = FloatVector.fromArray(SPECIES, b, bp);
      var b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      var b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES);
      var x0 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      c02 = x0.fma(b2, c02);
      c03 = x0.fma(b3, c03);
      var x1 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 1]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      c12 = x1.fma(b2, c12);
      c13 = x1.fma(b3, c13);
      var x2 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 2]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      c22 = x2.fma(b2, c22);
      c23 = x2.fma(b3, c23);
      var x3 = FloatVector.broadcast(SPECIES, a[aOffset + p * COLUMNS + 3]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      c32 = x3.fma(b2, c32);
      c33 = x3.fma(b3, c33);
    }
    c00.intoArray(c, cOffset);
    c01.intoArray(c, cOffset + LANES);
    c02.intoArray(c, cOffset + 2 * LANES);
    c03.intoArray(c, cOffset + 3 * LANES);
    int out1 = cOffset + ldc;
    c10.intoArray(c, out1);
    c11.intoArray(c, out1 + LANES);
    c12.intoArray(c, out1 + 2 * LANES);
    c13.intoArray(c, out1 + 3 * LANES);
    int out2 = out1 + ldc;
    c20.intoArray(c, out2);
    c21.intoArray(c, out2 + LANES);
    c22.intoArray(c, out2 + 2 * LANES);
    c23.intoArray(c, out2 + 3 * LANES);
    int out3 = out2 + ldc;
    c30.intoArray(c, out3);
    c31.intoArray(c, out3 + LANES);
    c32.intoArray(c, out3 + 2 * LANES);
    c33.intoArray(c, out3 + 3 * LANES);
  }
}
