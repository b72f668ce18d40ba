package jacquard.kernels.vector;

import static jacquard.kernels.vector.ByteLanes.BYTES;
import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.B2F;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;

/**
 * The tile of a single row: a vector of floats times a panel of codes, which become floats on the
 * way. Each weight is read once, so memory is the limit, and codes are a quarter of floats. For
 * where {@link ByteLanes#MATCH}.
 */
final class Int8Row {
  private Int8Row() {}

  /**
   * Two panels of 2 vectors: {@code c[4 * LANES] = in + a b}.
   *
   * @param step from a panel to the next
   */
  static void four(
      int k,
      float[] a,
      int aOffset,
      byte[] b,
      int bOffset,
      int step,
      float[] in,
      int inOffset,
      float[] c,
      int cOffset) {
    var c0 = FloatVector.fromArray(SPECIES, in, inOffset);
    var c1 = FloatVector.fromArray(SPECIES, in, inOffset + LANES);
    var c2 = FloatVector.fromArray(SPECIES, in, inOffset + 2 * LANES);
    var c3 = FloatVector.fromArray(SPECIES, in, inOffset + 3 * LANES);
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * 2 * LANES;
      var x = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      var b0 = ByteVector.fromArray(BYTES, b, bp).convertShape(B2F, SPECIES, 0);
      c0 = x.fma((FloatVector) b0, c0);
      var b1 = ByteVector.fromArray(BYTES, b, bp + LANES).convertShape(B2F, SPECIES, 0);
      c1 = x.fma((FloatVector) b1, c1);
      var b2 = ByteVector.fromArray(BYTES, b, bp + step).convertShape(B2F, SPECIES, 0);
      c2 = x.fma((FloatVector) b2, c2);
      var b3 = ByteVector.fromArray(BYTES, b, bp + step + LANES).convertShape(B2F, SPECIES, 0);
      c3 = x.fma((FloatVector) b3, c3);
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + LANES);
    c2.intoArray(c, cOffset + 2 * LANES);
    c3.intoArray(c, cOffset + 3 * LANES);
  }

  /** 2 vectors of columns: {@code c[2 * LANES] = in + a b}. */
  static void two(
      int k,
      float[] a,
      int aOffset,
      byte[] b,
      int bOffset,
      float[] in,
      int inOffset,
      float[] c,
      int cOffset) {
    var c0 = FloatVector.fromArray(SPECIES, in, inOffset);
    var c1 = FloatVector.fromArray(SPECIES, in, inOffset + LANES);
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * 2 * LANES;
      var x = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      var b0 = ByteVector.fromArray(BYTES, b, bp).convertShape(B2F, SPECIES, 0);
      c0 = x.fma((FloatVector) b0, c0);
      var b1 = ByteVector.fromArray(BYTES, b, bp + LANES).convertShape(B2F, SPECIES, 0);
      c1 = x.fma((FloatVector) b1, c1);
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + LANES);
  }
}
