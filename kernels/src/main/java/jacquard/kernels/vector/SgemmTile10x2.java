package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tile of a narrow product, whose transpose it computes, for 32 vector registers: 10
 * columns of B times 2 vectors of A's rows, 20 accumulators that start from nothing.
 */
final class SgemmTile10x2 {
  /** Columns of B. */
  static final int COLUMNS = 10;

  private SgemmTile10x2() {}

  /**
   * {@code c[COLUMNS, 2 * LANES] = (A B)^T}.
   *
   * @param b rows of at least {@code COLUMNS} values, {@code ldb} elements from one to the next
   * @param a rows of A, transposed: {@code [k, 2 * LANES]}
   */
  static void columns(int k, float[] b, int bOffset, int ldb, float[] a, float[] c) {
    var zero = FloatVector.zero(SPECIES);
    var c00 = zero;
    var c01 = zero;
    var c10 = zero;
    var c11 = zero;
    var c20 = zero;
    var c21 = zero;
    var c30 = zero;
    var c31 = zero;
    var c40 = zero;
    var c41 = zero;
    var c50 = zero;
    var c51 = zero;
    var c60 = zero;
    var c61 = zero;
    var c70 = zero;
    var c71 = zero;
    var c80 = zero;
    var c81 = zero;
    var c90 = zero;
    var c91 = zero;
    for (int p = 0; p < k; p++) {
      int ap = p * 2 * LANES;
      int bp = bOffset + p * ldb;
      var a0 = FloatVector.fromArray(SPECIES, a, ap);
      var a1 = FloatVector.fromArray(SPECIES, a, ap + LANES);
      var x0 = FloatVector.broadcast(SPECIES, b[bp]);
      c00 = x0.fma(a0, c00);
      c01 = x0.fma(a1, c01);
      var x1 = FloatVector.broadcast(SPECIES, b[bp + 1]);
      c10 = x1.fma(a0, c10);
      c11 = x1.fma(a1, c11);
      var x2 = FloatVector.broadcast(SPECIES, b[bp + 2]);
      c20 = x2.fma(a0, c20);
      c21 = x2.fma(a1, c21);
      var x3 = FloatVector.broadcast(SPECIES, b[bp + 3]);
      c30 = x3.fma(a0, c30);
      c31 = x3.fma(a1, c31);
      var x4 = FloatVector.broadcast(SPECIES, b[bp + 4]);
      c40 = x4.fma(a0, c40);
      c41 = x4.fma(a1, c41);
      var x5 = FloatVector.broadcast(SPECIES, b[bp + 5]);
      c50 = x5.fma(a0, c50);
      c51 = x5.fma(a1, c51);
      var x6 = FloatVector.broadcast(SPECIES, b[bp + 6]);
      c60 = x6.fma(a0, c60);
      c61 = x6.fma(a1, c61);
      var x7 = FloatVector.broadcast(SPECIES, b[bp + 7]);
      c70 = x7.fma(a0, c70);
      c71 = x7.fma(a1, c71);
      var x8 = FloatVector.broadcast(SPECIES, b[bp + 8]);
      c80 = x8.fma(a0, c80);
      c81 = x8.fma(a1, c81);
      var x9 = FloatVector.broadcast(SPECIES, b[bp + 9]);
      c90 = x9.fma(a0, c90);
      c91 = x9.fma(a1, c91);
    }
    c00.intoArray(c, 0);
    c01.intoArray(c, LANES);
    c10.intoArray(c, 2 * LANES);
    c11.intoArray(c, 3 * LANES);
    c20.intoArray(c, 4 * LANES);
    c21.intoArray(c, 5 * LANES);
    c30.intoArray(c, 6 * LANES);
    c31.intoArray(c, 7 * LANES);
    c40.intoArray(c, 8 * LANES);
    c41.intoArray(c, 9 * LANES);
    c50.intoArray(c, 10 * LANES);
    c51.intoArray(c, 11 * LANES);
    c60.intoArray(c, 12 * LANES);
    c61.intoArray(c, 13 * LANES);
    c70.intoArray(c, 14 * LANES);
    c71.intoArray(c, 15 * LANES);
    c80.intoArray(c, 16 * LANES);
    c81.intoArray(c, 17 * LANES);
    c90.intoArray(c, 18 * LANES);
    c91.intoArray(c, 19 * LANES);
  }
}
