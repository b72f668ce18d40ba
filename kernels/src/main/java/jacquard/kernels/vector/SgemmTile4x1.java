package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The register tile of a panel's last vector: 4 rows of A times 1 vector of B. */
final class SgemmTile4x1 {
  private static final int COLUMNS = Tuning.PACKED_ROWS;

  private SgemmTile4x1() {}

  /**
   * {@code c[4, LANES] = in + A B}, with row {@code r} of A at {@code a[aOffset + rows[row + r]
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
    var c00 = FloatVector.fromArray(SPECIES, in, inOffset);
    int in1 = inOffset + inStride;
    var c10 = FloatVector.fromArray(SPECIES, in, in1);
    int in2 = in1 + inStride;
    var c20 = FloatVector.fromArray(SPECIES, in, in2);
    int in3 = in2 + inStride;
    var c30 = FloatVector.fromArray(SPECIES, in, in3);
    for (int p = 0; p < k; p++) {
      var b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * LANES);
      var x0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
      c00 = x0.fma(b0, c00);
      var x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c10 = x1.fma(b0, c10);
      var x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c20 = x2.fma(b0, c20);
      var x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c30 = x3.fma(b0, c30);
    }
    c00.intoArray(c, cOffset);
    int out1 = cOffset + ldc;
    c10.intoArray(c, out1);
    int out2 = out1 + ldc;
    c20.intoArray(c, out2);
    int out3 = out2 + ldc;
    c30.intoArray(c, out3);
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
    int in1 = inOffset + inStride;
    var c10 = FloatVector.fromArray(SPECIES, in, in1);
    int in2 = in1 + inStride;
    var c20 = FloatVector.fromArray(SPECIES, in, in2);
    int in3 = in2 + inStride;
    var c30 = FloatVector.fromArray(SPECIES, in, in3);
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
    }
    c00.intoArray(c, cOffset);
    int out1 = cOffset + ldc;
    c10.intoArray(c, out1);
    int out2 = out1 + ldc;
    c20.intoArray(c, out2);
    int out3 = out2 + ldc;
    c30.intoArray(c, out3);
  }
}
