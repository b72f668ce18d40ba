package jacquard.kernels.vector;

import static jacquard.kernels.PackedBlocks.WIDTH;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tile of a sparse panel where 16 columns are 1 vector: 8 rows of A times the rows
 * that the panel keeps.
 */
final class SparseTile8x1 {
  private SparseTile8x1() {}

  /**
   * {@code c[8, 16] = A B}, with row {@code r} of A at {@code a[aOffset + offsets[offset + r] ..]}.
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
    int a4 = aOffset + offsets[offset + 4];
    int a5 = aOffset + offsets[offset + 5];
    int a6 = aOffset + offsets[offset + 6];
    int a7 = aOffset + offsets[offset + 7];
    var c00 = FloatVector.zero(SPECIES);
    var c10 = FloatVector.zero(SPECIES);
    var c20 = FloatVector.zero(SPECIES);
    var c30 = FloatVector.zero(SPECIES);
    var c40 = FloatVector.zero(SPECIES);
    var c50 = FloatVector.zero(SPECIES);
    var c60 = FloatVector.zero(SPECIES);
    var c70 = FloatVector.zero(SPECIES);
    for (int i = from; i < to; i++) {
      int p = kept[i];
      var b0 = FloatVector.fromArray(SPECIES, b, i * WIDTH);
      var x0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
      c00 = x0.fma(b0, c00);
      var x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c10 = x1.fma(b0, c10);
      var x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c20 = x2.fma(b0, c20);
      var x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c30 = x3.fma(b0, c30);
      var x4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
      c40 = x4.fma(b0, c40);
      var x5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
      c50 = x5.fma(b0, c50);
      var x6 = FloatVector.broadcast(SPECIES, a[a6 + p]);
      c60 = x6.fma(b0, c60);
      var x7 = FloatVector.broadcast(SPECIES, a[a7 + p]);
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

  /** For a single row, at {@code a[aOffset ..]}, adds the panel's products to {@code c[16]}. */
  static void row(
      int from, int to, int[] kept, float[] a, int aOffset, float[] b, float[] c, int cOffset) {
    if (from == to) return;
    var c0 = FloatVector.fromArray(SPECIES, c, cOffset);
    for (int i = from; i < to; i++) {
      var x = FloatVector.broadcast(SPECIES, a[aOffset + kept[i]]);
      var b0 = FloatVector.fromArray(SPECIES, b, i * WIDTH);
      c0 = x.fma(b0, c0);
    }
    c0.intoArray(c, cOffset);
  }

  /**
   * {@code c[2, 16]} of a single row and the first rows that two panels keep: a sum waits four
   * cycles for each product, in which another may be made.
   *
   * @param from0 the first row of one panel
   * @param from1 and of the other
   */
  static void row(
      int count,
      int from0,
      int from1,
      int[] kept,
      float[] a,
      int aOffset,
      float[] b,
      float[] c,
      int cOffset) {
    var c0 = FloatVector.zero(SPECIES);
    var c1 = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      var x0 = FloatVector.broadcast(SPECIES, a[aOffset + kept[from0 + i]]);
      var b0 = FloatVector.fromArray(SPECIES, b, (from0 + i) * WIDTH);
      c0 = x0.fma(b0, c0);
      var x1 = FloatVector.broadcast(SPECIES, a[aOffset + kept[from1 + i]]);
      var b1 = FloatVector.fromArray(SPECIES, b, (from1 + i) * WIDTH);
      c1 = x1.fma(b1, c1);
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + WIDTH);
  }
}
