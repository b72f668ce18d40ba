package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Conversion between bytes and the int lanes that go with float lanes. C2 does not vectorise the
 * plain loops (0.25 ns per element against 0.05). The last vector overlaps the one before it, as
 * masked byte stores exist only on AVX-512; 128-bit machines have no vector of four bytes and take
 * the plain loop.
 */
final class ByteLanes {
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
  private static final int MIN_BYTES = 8;

  /** As many bytes as there are float lanes, or 8. */
  static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Byte.SIZE * Math.max(LANES, MIN_BYTES)));

  /** Whether a vector of bytes has as many lanes as one of floats. */
  static final boolean MATCH = LANES >= MIN_BYTES;

  private ByteLanes() {}

  /** Keeps the low eight bits of {@code n} ints. */
  static void narrow(int n, int[] from, int fromOffset, byte[] to, int toOffset) {
    if (LANES < MIN_BYTES || n < LANES) {
      for (int i = 0; i < n; i++) to[toOffset + i] = (byte) from[fromOffset + i];
      return;
    }
    for (int i = 0; i < n; i += LANES) {
      int at = Math.min(i, n - LANES);
      var ints = IntVector.fromArray(INTS, from, fromOffset + at);
      ((ByteVector) ints.convertShape(VectorOperators.I2B, BYTES, 0)).intoArray(to, toOffset + at);
    }
  }

  /** Reads {@code n} bytes as unsigned. */
  static void widen(int n, byte[] from, int fromOffset, int[] to, int toOffset) {
    if (LANES < MIN_BYTES || n < LANES) {
      for (int i = 0; i < n; i++) to[toOffset + i] = from[fromOffset + i] & 0xFF;
      return;
    }
    for (int i = 0; i < n; i += LANES) {
      int at = Math.min(i, n - LANES);
      var bytes = ByteVector.fromArray(BYTES, from, fromOffset + at);
      var ints = (IntVector) bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
      ints.intoArray(to, toOffset + at);
    }
  }

  /** {@code to[i] = from[i] - zeroPoint} of {@code n} signed bytes. */
  static void toFloats(
      int n, byte[] from, int fromOffset, int zeroPoint, float[] to, int toOffset) {
    if (!MATCH || n < LANES) {
      for (int i = 0; i < n; i++) to[toOffset + i] = from[fromOffset + i] - zeroPoint;
      return;
    }
    float zero = zeroPoint;
    for (int i = 0; i < n; i += LANES) {
      int at = Math.min(i, n - LANES);
      var bytes = ByteVector.fromArray(BYTES, from, fromOffset + at);
      var floats = (FloatVector) bytes.convertShape(VectorOperators.B2F, SPECIES, 0);
      floats.sub(zero).intoArray(to, toOffset + at);
    }
  }
}
