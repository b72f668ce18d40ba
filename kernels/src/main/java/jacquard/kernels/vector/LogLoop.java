package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/**
 * The natural logarithm, within 0.93 ulp: where {@code x = 2^n (1 + f)} with {@code 1 + f} in
 * {@code [sqrt(1/2), sqrt(2))}, it is {@code n ln 2 + f - f^2 / 2 + f^3 P(f)}. The polynomial is a
 * minimax fit with which the relative error is 6e-9.
 */
final class LogLoop {
  private static final float LN2_HIGH = 0x1.63p-1f;
  private static final float LN2_LOW = -2.12194440e-4f;

  private static final float P0 = 0x1.555554p-2f;
  private static final float P1 = -0x1.000226p-2f;
  private static final float P2 = 0x1.99a01cp-3f;
  private static final float P3 = -0x1.54728ap-3f;
  private static final float P4 = 0x1.22d92ep-3f;
  private static final float P5 = -0x1.0d8242p-3f;
  private static final float P6 = 0x1.055ec4p-3f;
  private static final float P7 = -0x1.38c9d4p-4f;

  private static final int BITS_OF_SQRT_HALF = 0x3f3504f3;

  private LogLoop() {}

  /** Computes {@code y[from, to)}; {@code to - from} is a multiple of the number of lanes. */
  static void log(float[] x, float[] y, int from, int to) {
    var ln2High = broadcast(SPECIES, LN2_HIGH);
    var ln2Low = broadcast(SPECIES, LN2_LOW);
    var minusHalf = broadcast(SPECIES, -0.5f);
    var p0 = broadcast(SPECIES, P0);
    var p1 = broadcast(SPECIES, P1);
    var p2 = broadcast(SPECIES, P2);
    var p3 = broadcast(SPECIES, P3);
    var p4 = broadcast(SPECIES, P4);
    var p5 = broadcast(SPECIES, P5);
    var p6 = broadcast(SPECIES, P6);
    var p7 = broadcast(SPECIES, P7);
    for (int i = from; i < to; i += LANES) {
      var v = fromArray(SPECIES, x, i);
      var subnormal = v.compare(LT, Float.MIN_NORMAL);
      var bits = v.blend(v.mul(0x1p25f), subnormal).reinterpretAsInts();
      var exponent = bits.sub(BITS_OF_SQRT_HALF).lanewise(ASHR, 23);
      var f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1);
      var n = (FloatVector) exponent.convert(I2F, 0);
      n = n.blend(n.sub(25), subnormal);
      var p = p7.fma(f, p6).fma(f, p5).fma(f, p4).fma(f, p3).fma(f, p2).fma(f, p1).fma(f, p0);
      var log = p.fma(f, minusHalf).mul(f.mul(f));
      log = n.fma(ln2High, n.fma(ln2Low, log).add(f));
      log = log.blend(v, v.compare(EQ, Float.POSITIVE_INFINITY));
      log = log.blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0));
      log.blend(Float.NaN, v.compare(GE, 0).not()).intoArray(y, i);
    }
  }
}
