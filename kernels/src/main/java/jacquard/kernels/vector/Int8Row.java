package jacquard.kernels.vector;

import static jacquard.kernels.vector.ByteLanes.BYTES;
import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.B2F;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;

/**
 * The tile of a single row: a vector of floats times panels of codes, which become floats on the
 * way. Each weight is read once, so memory is the limit, and codes are a quarter of floats. For
 * where {@link ByteLanes#MATCH}.
 *
 * <p>A sum waits four cycles for its last product, so it takes eight of them to keep two units
 * busy: 784x256 took 5.0 us with four, 3.1 with eight, and 7.7 in float from the L2 cache. Products
 * of shorts, whose low and high bytes are added up apart, took 3.7; in pairs 2.3, but these have no
 * room for a zero point or for -128.
 */
final class Int8Row {
  private Int8Row() {}

  /** Two panels of 4 vectors: {@code c[8 * LANES] = in + a b}. */
  static void eight(
      int k,
      float[] a,
      int aOffset,
      byte[] b,
      int bOffset,
      int nextPanel,
      float[] in,
      int inOffset,
      float[] c,
      int cOffset) {
    var c0 = FloatVector.fromArray(SPECIES, in, inOffset);
    var c1 = FloatVector.fromArray(SPECIES, in, inOffset + LANES);
    var c2 = FloatVector.fromArray(SPECIES, in, inOffset + 2 * LANES);
    var c3 = FloatVector.fromArray(SPECIES, in, inOffset + 3 * LANES);
    var c4 = FloatVector.fromArray(SPECIES, in, inOffset + 4 * LANES);
    var c5 = FloatVector.fromArray(SPECIES, in, inOffset + 5 * LANES);
    var c6 = FloatVector.fromArray(SPECIES, in, inOffset + 6 * LANES);
    var c7 = FloatVector.fromArray(SPECIES, in, inOffset + 7 * LANES);
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * 4 * LANES;
      int bq = nextPanel + p * 4 * LANES;
      var x = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      var b0 = ByteVector.fromArray(BYTES, b, bp).convertShape(B2F, SPECIES, 0);
      c0 = x.fma((FloatVector) b0, c0);
      var b1 = ByteVector.fromArray(BYTES, b, bp + LANES).convertShape(B2F, SPECIES, 0);
      c1 = x.fma((FloatVector) b1, c1);
      var b2 = ByteVector.fromArray(BYTES, b, bp + 2 * LANES).convertShape(B2F, SPECIES, 0);
      c2 = x.fma((FloatVector) b2, c2);
      var b3 = ByteVector.fromArray(BYTES, b, bp + 3 * LANES).convertShape(B2F, SPECIES, 0);
      c3 = x.fma((FloatVector) b3, c3);
      var b4 = ByteVector.fromArray(BYTES, b, bq).convertShape(B2F, SPECIES, 0);
      c4 = x.fma((FloatVector) b4, c4);
      var b5 = ByteVector.fromArray(BYTES, b, bq + LANES).convertShape(B2F, SPECIES, 0);
      c5 = x.fma((FloatVector) b5, c5);
      var b6 = ByteVector.fromArray(BYTES, b, bq + 2 * LANES).convertShape(B2F, SPECIES, 0);
      c6 = x.fma((FloatVector) b6, c6);
      var b7 = ByteVector.fromArray(BYTES, b, bq + 3 * LANES).convertShape(B2F, SPECIES, 0);
      c7 = x.fma((FloatVector) b7, c7);
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
   * A panel of 4 vectors, or two of 2: {@code c[4 * LANES] = in + a b}.
   *
   * @param next where the third vector of the first row is
   * @param width columns of a panel
   */
  static void four(
      int k,
      float[] a,
      int aOffset,
      byte[] b,
      int bOffset,
      int next,
      int width,
      float[] in,
      int inOffset,
      float[] c,
      int cOffset) {
    var c0 = FloatVector.fromArray(SPECIES, in, inOffset);
    var c1 = FloatVector.fromArray(SPECIES, in, inOffset + LANES);
    var c2 = FloatVector.fromArray(SPECIES, in, inOffset + 2 * LANES);
    var c3 = FloatVector.fromArray(SPECIES, in, inOffset + 3 * LANES);
    for (int p = 0; p < k; p++) {
      int bp = bOffset + p * width;
      int bq = next + p * width;
      var x = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      var b0 = ByteVector.fromArray(BYTES, b, bp).convertShape(B2F, SPECIES, 0);
      c0 = x.fma((FloatVector) b0, c0);
      var b1 = ByteVector.fromArray(BYTES, b, bp + LANES).convertShape(B2F, SPECIES, 0);
      c1 = x.fma((FloatVector) b1, c1);
      var b2 = ByteVector.fromArray(BYTES, b, bq).convertShape(B2F, SPECIES, 0);
      c2 = x.fma((FloatVector) b2, c2);
      var b3 = ByteVector.fromArray(BYTES, b, bq + LANES).convertShape(B2F, SPECIES, 0);
      c3 = x.fma((FloatVector) b3, c3);
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + LANES);
    c2.intoArray(c, cOffset + 2 * LANES);
    c3.intoArray(c, cOffset + 3 * LANES);
  }

  /** A panel of 2 vectors: {@code c[2 * LANES] = in + a b}. */
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
