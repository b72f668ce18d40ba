package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tile for 16 vector registers: 4 rows of A times 2 vectors of B, 8 accumulators; with
 * 32 registers, the tile of a panel's last two vectors. 6x2 would fit 16 registers too, but depends
 * on the register allocator's luck (49 or 104 GFLOP/s on AVX2 for the same loop); this one does
 * not.
 */
final class SgemmTile4x2 {
  private static final int COLUMNS = Tuning.PACKED_ROWS;

  private SgemmTile4x2() {}

  /**
   * {@code c[4, 2 * LANES] = in + A B}, with row {@code r} of A at {@code a[aOffset + rows[row + r]
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
    int in1 = inOffset + inStride;
    var c10 = FloatVector.fromArray(SPECIES, in, in1);
    var c11 = FloatVector.fromArray(SPECIES, in, in1 + LANES);
    int in2 = in1 + inStride;
    var c20 = FloatVector.fromArray(SPECIES, in, in2);
    var c21 = FloatVector.fromArray(SPECIES, in, in2 + LANES);
    int in3 = in2 + inStride;
    var c30 = FloatVector.fromArray(SPECIES, in, in3);
    var c31 = FloatVector.fromArray(SPECIES, in, in3 + LANES);
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
  }
}
