package jacquard.kernels.vector;

import static jacquard.kernels.PackedBlocks.WIDTH;
import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tile of a sparse panel where 16 columns are 4 vectors: 4 rows of A times the rows
 * that the panel keeps.
 */
final class SparseTile4x4 {
  private SparseTile4x4() {}

  /**
   * {@code c[4, 16] = A B}, with row {@code r} of A at {@code a[aOffset + offsets[offset + r] ..]}.
   *
   * @param kept the rows of B that the panel keeps, from {@code from} to before {@code to}
   * @param b 16 values for each of them
   */
  static void rows(
      int from,
      int to,
      int[] kept,
      float[] a,
      int aOffset,
      int[] offsets,
      int offset,
      float[] b,
      float[] c,
      int cOffset,
      int ldc) {
    int a0 = aOffset + offsets[offset];
    int a1 = aOffset + offsets[offset + 1];
    int a2 = aOffset + offsets[offset + 2];
    int a3 = aOffset + offsets[offset + 3];
    var c00 = FloatVector.zero(SPECIES);
    var c01 = FloatVector.zero(SPECIES);
    var c02 = FloatVector.zero(SPECIES);
    var c03 = FloatVector.zero(SPECIES);
    var c10 = FloatVector.zero(SPECIES);
    var c11 = FloatVector.zero(SPECIES);
    var c12 = FloatVector.zero(SPECIES);
    var c13 = FloatVector.zero(SPECIES);
    var c20 = FloatVector.zero(SPECIES);
    var c21 = FloatVector.zero(SPECIES);
    var c22 = FloatVector.zero(SPECIES);
    var c23 = FloatVector.zero(SPECIES);
    var c30 = FloatVector.zero(SPECIES);
    var c31 = FloatVector.zero(SPECIES);
    var c32 = FloatVector.zero(SPECIES);
    var c33 = FloatVector.zero(SPECIES);
    for (int i = from; i < to; i++) {
      int p = kept[i];
      var b0 = FloatVector.fromArray(SPECIES, b, i * WIDTH);
      var b1 = FloatVector.fromArray(SPECIES, b, i * WIDTH + LANES);
      var b2 = FloatVector.fromArray(SPECIES, b, i * WIDTH + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, b, i * WIDTH + 3 * LANES);
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

  /** The same for a single row, at {@code a[aOffset ..]}. */
  static void row(
      int from, int to, int[] kept, float[] a, int aOffset, float[] b, float[] c, int cOffset) {
    var c0 = FloatVector.zero(SPECIES);
    var c1 = FloatVector.zero(SPECIES);
    var c2 = FloatVector.zero(SPECIES);
    var c3 = FloatVector.zero(SPECIES);
    for (int i = from; i < to; i++) {
      var x = FloatVector.broadcast(SPECIES, a[aOffset + kept[i]]);
      var b0 = FloatVector.fromArray(SPECIES, b, i * WIDTH);
      c0 = x.fma(b0, c0);
      var b1 = FloatVector.fromArray(SPECIES, b, i * WIDTH + LANES);
      c1 = x.fma(b1, c1);
      var b2 = FloatVector.fromArray(SPECIES, b, i * WIDTH + 2 * LANES);
      c2 = x.fma(b2, c2);
      var b3 = FloatVector.fromArray(SPECIES, b, i * WIDTH + 3 * LANES);
      c3 = x.fma(b3, c3);
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + LANES);
    c2.intoArray(c, cOffset + 2 * LANES);
    c3.intoArray(c, cOffset + 3 * LANES);
  }
}
