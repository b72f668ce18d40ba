package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The tile of a single row: a vector times a matrix, 4 vectors of B at a time, whether B is packed
 * or not.
 */
final class SgemmTile1x4 {
  private SgemmTile1x4() {}

  /**
   * {@code c[4 * LANES] = in + A B}, with the row of A at {@code a[aOffset ..]}.
   *
   * @param ldb elements from one row of B to the next
   * @param in what the sums start from: C itself, or zeros
   */
  static void row(
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int ldb,
      float[] in,
      int inOffset,
      float[] c,
      int cOffset) {
    var c00 = FloatVector.fromArray(SPECIES, in, inOffset);
    var c01 = FloatVector.fromArray(SPECIES, in, inOffset + LANES);
    var c02 = FloatVector.fromArray(SPECIES, in, inOffset + 2 * LANES);
    var c03 = FloatVector.fromArray(SPECIES, in, inOffset + 3 * LANES);
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * ldb;
      var b0 = FloatVector.fromArray(SPECIES, b, bp);
      var b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      var b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES);
      var x0 = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      c02 = x0.fma(b2, c02);
      c03 = x0.fma(b3, c03);
    }
    c00.intoArray(c, cOffset);
    c01.intoArray(c, cOffset + LANES);
    c02.intoArray(c, cOffset + 2 * LANES);
    c03.intoArray(c, cOffset + 3 * LANES);
  }
}
