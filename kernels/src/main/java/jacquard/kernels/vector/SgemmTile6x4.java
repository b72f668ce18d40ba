package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tile for 32 vector registers where A is read where it lies and sums start from
 * nothing: 6 rows of A times 4 vectors of B, 24 accumulators. 24 products take 10 loads, which
 * {@link SgemmTile8x2} takes for 16. Sums that go on from C would begin with 24 loads more, too
 * many vector operations for one method: that tile was slower than 8x2.
 */
final class SgemmTile6x4 {
  /** Rows of the tile. */
  static final int ROWS = 6;

  /** Columns of the tile. */
  static final int WIDTH = 4 * LANES;

  private SgemmTile6x4() {}

  /**
   * {@code c[6, 4 * LANES] = A B}, with row {@code r} of A at {@code a[aOffset + rows[row + r]
   * ..]}.
   *
   * @param b two panels of B, {@code [k, 2 * LANES]} each
   * @param step elements from a panel to the next
   */
  static void rows(
      int k,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      float[] b,
      int bOffset,
      int step,
      float[] c,
      int cOffset,
      int ldc) {
    int a0 = aOffset + rows[row];
    int a1 = aOffset + rows[row + 1];
    int a2 = aOffset + rows[row + 2];
    int a3 = aOffset + rows[row + 3];
    int a4 = aOffset + rows[row + 4];
    int a5 = aOffset + rows[row + 5];
    var zero = FloatVector.zero(SPECIES);
    var c00 = zero;
    var c01 = zero;
    var c02 = zero;
    var c03 = zero;
    var c10 = zero;
    var c11 = zero;
    var c12 = zero;
    var c13 = zero;
    var c20 = zero;
    var c21 = zero;
    var c22 = zero;
    var c23 = zero;
    var c30 = zero;
    var c31 = zero;
    var c32 = zero;
    var c33 = zero;
    var c40 = zero;
    var c41 = zero;
    var c42 = zero;
    var c43 = zero;
    var c50 = zero;
    var c51 = zero;
    var c52 = zero;
    var c53 = zero;
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * 2 * LANES;
      var b0 = FloatVector.fromArray(SPECIES, b, bp);
      var b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      var b2 = FloatVector.fromArray(SPECIES, b, bp + step);
      var b3 = FloatVector.fromArray(SPECIES, b, bp + step + LANES);
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
      var x4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      c42 = x4.fma(b2, c42);
      c43 = x4.fma(b3, c43);
      var x5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      c52 = x5.fma(b2, c52);
      c53 = x5.fma(b3, c53);
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
    int out4 = out3 + ldc;
    c40.intoArray(c, out4);
    c41.intoArray(c, out4 + LANES);
    c42.intoArray(c, out4 + 2 * LANES);
    c43.intoArray(c, out4 + 3 * LANES);
    int out5 = out4 + ldc;
    c50.intoArray(c, out5);
    c51.intoArray(c, out5 + LANES);
    c52.intoArray(c, out5 + 2 * LANES);
    c53.intoArray(c, out5 + 3 * LANES);
  }

  /**
   * The same with row {@code r} of A at {@code a[aOffset + rows[r] ..]} and B where it lies, {@code
   * ldb} elements from row to row. Only a B in the L1 cache is read as fast as packed panels, which
   * have a method of their own: with a distance that is no constant they lost 10 to 20 %.
   */
  static void inPlace(
      int k,
      float[] a,
      int aOffset,
      int[] rows,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc) {
    int a0 = aOffset + rows[0];
    int a1 = aOffset + rows[1];
    int a2 = aOffset + rows[2];
    int a3 = aOffset + rows[3];
    int a4 = aOffset + rows[4];
    int a5 = aOffset + rows[5];
    var zero = FloatVector.zero(SPECIES);
    var c00 = zero;
    var c01 = zero;
    var c02 = zero;
    var c03 = zero;
    var c10 = zero;
    var c11 = zero;
    var c12 = zero;
    var c13 = zero;
    var c20 = zero;
    var c21 = zero;
    var c22 = zero;
    var c23 = zero;
    var c30 = zero;
    var c31 = zero;
    var c32 = zero;
    var c33 = zero;
    var c40 = zero;
    var c41 = zero;
    var c42 = zero;
    var c43 = zero;
    var c50 = zero;
    var c51 = zero;
    var c52 = zero;
    var c53 = zero;
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * ldb;
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
      var x4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      c42 = x4.fma(b2, c42);
      c43 = x4.fma(b3, c43);
      var x5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      c52 = x5.fma(b2, c52);
      c53 = x5.fma(b3, c53);
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
    int out4 = out3 + ldc;
    c40.intoArray(c, out4);
    c41.intoArray(c, out4 + LANES);
    c42.intoArray(c, out4 + 2 * LANES);
    c43.intoArray(c, out4 + 3 * LANES);
    int out5 = out4 + ldc;
    c50.intoArray(c, out5);
    c51.intoArray(c, out5 + LANES);
    c52.intoArray(c, out5 + 2 * LANES);
    c53.intoArray(c, out5 + 3 * LANES);
  }
}
