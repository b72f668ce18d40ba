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

  /**
   * Four panels of 2 vectors: {@code c[8 * LANES] = in + a b}.
   *
   * @param step from a panel to the next
   */
  static void eight(
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
    var c4 = FloatVector.fromArray(SPECIES, in, inOffset + 4 * LANES);
    var c5 = FloatVector.fromArray(SPECIES, in, inOffset + 5 * LANES);
    var c6 = FloatVector.fromArray(SPECIES, in, inOffset + 6 * LANES);
    var c7 = FloatVector.fromArray(SPECIES, in, inOffset + 7 * LANES);
    for (int p = 0; p < k; p++) {
      int b0 = bOffset + p * 2 * LANES;
      int b1 = b0 + step;
      int b2 = b1 + step;
      int b3 = b2 + step;
      var x = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      var w0 = ByteVector.fromArray(BYTES, b, b0).convertShape(B2F, SPECIES, 0);
      c0 = x.fma((FloatVector) w0, c0);
      var w1 = ByteVector.fromArray(BYTES, b, b0 + LANES).convertShape(B2F, SPECIES, 0);
      c1 = x.fma((FloatVector) w1, c1);
      var w2 = ByteVector.fromArray(BYTES, b, b1).convertShape(B2F, SPECIES, 0);
      c2 = x.fma((FloatVector) w2, c2);
      var w3 = ByteVector.fromArray(BYTES, b, b1 + LANES).convertShape(B2F, SPECIES, 0);
      c3 = x.fma((FloatVector) w3, c3);
      var w4 = ByteVector.fromArray(BYTES, b, b2).convertShape(B2F, SPECIES, 0);
      c4 = x.fma((FloatVector) w4, c4);
      var w5 = ByteVector.fromArray(BYTES, b, b2 + LANES).convertShape(B2F, SPECIES, 0);
      c5 = x.fma((FloatVector) w5, c5);
      var w6 = ByteVector.fromArray(BYTES, b, b3).convertShape(B2F, SPECIES, 0);
      c6 = x.fma((FloatVector) w6, c6);
      var w7 = ByteVector.fromArray(BYTES, b, b3 + LANES).convertShape(B2F, SPECIES, 0);
      c7 = x.fma((FloatVector) w7, c7);
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
   * The same for some values of a, which alone are not zero.
   *
   * @param places which they are, ascending
   * @param count how many
   */
  static void someOfEight(
      int[] places,
      int count,
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
    var c4 = FloatVector.fromArray(SPECIES, in, inOffset + 4 * LANES);
    var c5 = FloatVector.fromArray(SPECIES, in, inOffset + 5 * LANES);
    var c6 = FloatVector.fromArray(SPECIES, in, inOffset + 6 * LANES);
    var c7 = FloatVector.fromArray(SPECIES, in, inOffset + 7 * LANES);
    for (int i = 0; i < count; i++) {
      int p = places[i];
      int b0 = bOffset + p * 2 * LANES;
      int b1 = b0 + step;
      int b2 = b1 + step;
      int b3 = b2 + step;
      var x = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      var w0 = ByteVector.fromArray(BYTES, b, b0).convertShape(B2F, SPECIES, 0);
      c0 = x.fma((FloatVector) w0, c0);
      var w1 = ByteVector.fromArray(BYTES, b, b0 + LANES).convertShape(B2F, SPECIES, 0);
      c1 = x.fma((FloatVector) w1, c1);
      var w2 = ByteVector.fromArray(BYTES, b, b1).convertShape(B2F, SPECIES, 0);
      c2 = x.fma((FloatVector) w2, c2);
      var w3 = ByteVector.fromArray(BYTES, b, b1 + LANES).convertShape(B2F, SPECIES, 0);
      c3 = x.fma((FloatVector) w3, c3);
      var w4 = ByteVector.fromArray(BYTES, b, b2).convertShape(B2F, SPECIES, 0);
      c4 = x.fma((FloatVector) w4, c4);
      var w5 = ByteVector.fromArray(BYTES, b, b2 + LANES).convertShape(B2F, SPECIES, 0);
      c5 = x.fma((FloatVector) w5, c5);
      var w6 = ByteVector.fromArray(BYTES, b, b3).convertShape(B2F, SPECIES, 0);
      c6 = x.fma((FloatVector) w6, c6);
      var w7 = ByteVector.fromArray(BYTES, b, b3 + LANES).convertShape(B2F, SPECIES, 0);
      c7 = x.fma((FloatVector) w7, c7);
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

  /** A last panel of 1 vector: {@code c[LANES] = in + a b}. */
  static void one(
      int k,
      float[] a,
      int aOffset,
      byte[] b,
      int bOffset,
      float[] in,
      int inOffset,
      float[] c,
      int cOffset) {
    var sum = FloatVector.fromArray(SPECIES, in, inOffset);
    for (int p = 0; p < k; p++) {
      var x = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      var w = ByteVector.fromArray(BYTES, b, bOffset + p * LANES).convertShape(B2F, SPECIES, 0);
      sum = x.fma((FloatVector) w, sum);
    }
    sum.intoArray(c, cOffset);
  }
}
