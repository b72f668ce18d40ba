package jacquard.kernels.vector;

import static jacquard.kernels.PackedBlocks.WIDTH;
import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tile of a sparse panel where the lanes are rows of A: 4 columns of B times 2 vectors
 * of a transposed A.
 *
 * <p>16 columns are a single vector of 16 lanes. A tile of such vectors needs a broadcast for each
 * product and a check of each index, and stops at 75 to 82 GFLOP/s; this one has two products for a
 * broadcast: 104 (8 columns) and 97 (4).
 */
final class SparseLanes4x2 {
  private SparseLanes4x2() {}

  /**
   * {@code c[4, 2 * LANES] = B^T A^T} for 4 of a panel's columns.
   *
   * @param kept the rows of B that the panel keeps, from {@code from} to before {@code to}
   * @param a transposed, {@code [k, 2 * LANES]}
   * @param b 16 values for each kept row, of which the tile reads 4 from {@code column} on
   */
  static void columns(
      int from, int to, int[] kept, float[] a, float[] b, int column, float[] c, int cOffset) {
    var c00 = FloatVector.zero(SPECIES);
    var c01 = FloatVector.zero(SPECIES);
    var c10 = FloatVector.zero(SPECIES);
    var c11 = FloatVector.zero(SPECIES);
    var c20 = FloatVector.zero(SPECIES);
    var c21 = FloatVector.zero(SPECIES);
    var c30 = FloatVector.zero(SPECIES);
    var c31 = FloatVector.zero(SPECIES);
    for (int i = from; i < to; i++) {
      int ap = kept[i] * 2 * LANES;
      int bp = i * WIDTH + column;
      var a0 = FloatVector.fromArray(SPECIES, a, ap);
      var a1 = FloatVector.fromArray(SPECIES, a, ap + LANES);
      var b0 = FloatVector.broadcast(SPECIES, b[bp]);
      c00 = b0.fma(a0, c00);
      c01 = b0.fma(a1, c01);
      var b1 = FloatVector.broadcast(SPECIES, b[bp + 1]);
      c10 = b1.fma(a0, c10);
      c11 = b1.fma(a1, c11);
      var b2 = FloatVector.broadcast(SPECIES, b[bp + 2]);
      c20 = b2.fma(a0, c20);
      c21 = b2.fma(a1, c21);
      var b3 = FloatVector.broadcast(SPECIES, b[bp + 3]);
      c30 = b3.fma(a0, c30);
      c31 = b3.fma(a1, c31);
    }
    c00.intoArray(c, cOffset);
    c01.intoArray(c, cOffset + LANES);
    c10.intoArray(c, cOffset + 2 * LANES);
    c11.intoArray(c, cOffset + 3 * LANES);
    c20.intoArray(c, cOffset + 4 * LANES);
    c21.intoArray(c, cOffset + 5 * LANES);
    c30.intoArray(c, cOffset + 6 * LANES);
    c31.intoArray(c, cOffset + 7 * LANES);
  }
}
