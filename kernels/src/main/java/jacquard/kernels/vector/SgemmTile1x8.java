package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The tile of a single row: a vector times a matrix, 8 vectors of B at a time, whether B is packed
 * or not. Two units with a latency of four cycles need as many accumulators.
 */
final class SgemmTile1x8 {
  /** Columns of the tile. */
  static final int WIDTH = 8 * LANES;

  private SgemmTile1x8() {}

  /**
   * {@code c[8 * LANES] = in + A B}, with the row of A at {@code a[aOffset ..]}.
   *
   * @param ldb elements from one row of B to the next
   * @param step elements from two vectors of a row of B to the next two
   * @param in what the sums start from: C itself, or zeros
   */
  static void row(
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int ldb,
      int step,
      float[] in,
      int inOffset,
      float[] c,
      int cOffset) {
    int second = bOffset + step;
    int third = second + step;
    int fourth = third + step;
    var c0 = FloatVector.fromArray(SPECIES, in, inOffset);
    var c1 = FloatVector.fromArray(SPECIES, in, inOffset + LANES);
    var c2 = FloatVector.fromArray(SPECIES, in, inOffset + 2 * LANES);
    var c3 = FloatVector.fromArray(SPECIES, in, inOffset + 3 * LANES);
    var c4 = FloatVector.fromArray(SPECIES, in, inOffset + 4 * LANES);
    var c5 = FloatVector.fromArray(SPECIES, in, inOffset + 5 * LANES);
    var c6 = FloatVector.fromArray(SPECIES, in, inOffset + 6 * LANES);
    var c7 = FloatVector.fromArray(SPECIES, in, inOffset + 7 * LANES);
    for (int p = 0; p < k; p++) {
      int bp = p * ldb;
      var x = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + bp), c0);
      c1 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + bp + LANES), c1);
      c2 = x.fma(FloatVector.fromArray(SPECIES, b, second + bp), c2);
      c3 = x.fma(FloatVector.fromArray(SPECIES, b, second + bp + LANES), c3);
      c4 = x.fma(FloatVector.fromArray(SPECIES, b, third + bp), c4);
      c5 = x.fma(FloatVector.fromArray(SPECIES, b, third + bp + LANES), c5);
      c6 = x.fma(FloatVector.fromArray(SPECIES, b, fourth + bp), c6);
      c7 = x.fma(FloatVector.fromArray(SPECIES, b, fourth + bp + LANES), c7);
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + LANES);
    c2.intoArray(c, cOffset + 2 * LANES);
    c3.intoArray(c, cOffset + 3 * LANES);
    c4.intoArray(c, cOffset + 4 * LANES);
    c5.intoArray(c, cOffset + 5 * LANES);
    c6.intoArray(c, cOffset + 6 * LANES);
    c7.intoArray(c, cOffset + 7 * LANES);
  }

  /**
   * The same for some values of A, which alone are not zero, and sums that start from nothing.
   *
   * @param places which they are, ascending
   * @param count how many
   */
  static void some(
      int[] places,
      int count,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int ldb,
      int step,
      float[] c,
      int cOffset) {
    int second = bOffset + step;
    int third = second + step;
    int fourth = third + step;
    var c0 = FloatVector.zero(SPECIES);
    var c1 = c0;
    var c2 = c0;
    var c3 = c0;
    var c4 = c0;
    var c5 = c0;
    var c6 = c0;
    var c7 = c0;
    for (int i = 0; i < count; i++) {
      int p = places[i];
      int bp = p * ldb;
      var x = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + bp), c0);
      c1 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + bp + LANES), c1);
      c2 = x.fma(FloatVector.fromArray(SPECIES, b, second + bp), c2);
      c3 = x.fma(FloatVector.fromArray(SPECIES, b, second + bp + LANES), c3);
      c4 = x.fma(FloatVector.fromArray(SPECIES, b, third + bp), c4);
      c5 = x.fma(FloatVector.fromArray(SPECIES, b, third + bp + LANES), c5);
      c6 = x.fma(FloatVector.fromArray(SPECIES, b, fourth + bp), c6);
      c7 = x.fma(FloatVector.fromArray(SPECIES, b, fourth + bp + LANES), c7);
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + LANES);
    c2.intoArray(c, cOffset + 2 * LANES);
    c3.intoArray(c, cOffset + 3 * LANES);
    c4.intoArray(c, cOffset + 4 * LANES);
    c5.intoArray(c, cOffset + 5 * LANES);
    c6.intoArray(c, cOffset + 6 * LANES);
    c7.intoArray(c, cOffset + 7 * LANES);
  }
}
