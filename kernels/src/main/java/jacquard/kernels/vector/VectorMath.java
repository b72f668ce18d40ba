package jacquard.kernels.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of one vector, for the small loops of this package. They are sums and products in a
 * fixed order, lane by lane, so their bits do not depend on the number of lanes (the intrinsics of
 * {@code VectorOperators.EXP} and its like do not even repeat on one machine).
 *
 * <p>C2 inlines them into loops of up to some 55 calls of the Vector API; in larger methods it
 * would box every vector.
 */
final class VectorMath {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0x1.63p-1f;
  private static final float LN2_LOW = -2.12194440e-4f;

  /** Above it {@code exp} overflows, below the other it rounds to zero. */
  private static final float EXP_MAX = 89;

  private static final float EXP_MIN = -104;

  /**
   * Added to a float below 2^22 it leaves the nearest integer in the low bits of the sum; the 254,
   * twice the exponent's bias, is there for {@link #exp}.
   */
  private static final float ROUND = 0x1.8p23f + 254;

  /** From here on {@code tanh} rounds to 1. */
  private static final float TANH_MAX = 9.02f;

  /** {@code 2 sqrt(2 / pi)} and its product with 0.044715. */
  private static final float GELU_1 = 1.5957691f;

  private static final float GELU_3 = 0.07135481f;

  private VectorMath() {}

  /** {@code max(x, 0)}; NaN stays. */
  static FloatVector relu(FloatVector x) {
    return x.blend(0, x.compare(LE, 0));
  }

  /** {@code x} if positive, else {@code alpha * x}. */
  static FloatVector leakyRelu(FloatVector x, float alpha) {
    return x.mul(alpha).blend(x, x.compare(GT, 0));
  }

  /** {@code e^x} within 0.6 ulp, 1 ulp where the result is subnormal. */
  static FloatVector exp(FloatVector x) {
    return expBelowMax(x.blend(EXP_MAX, x.compare(GT, EXP_MAX)));
  }

  /**
   * {@code e^x = 2^n e^r} with {@code n} the integer nearest to {@code x / ln 2}. The power is two
   * factors, {@code 2^(n >> 1)} and {@code 2^(n - (n >> 1))}, so that neither leaves the range of
   * normal numbers where the result does.
   */
  private static FloatVector expBelowMax(FloatVector x) {
    x = x.blend(EXP_MIN, x.compare(LT, EXP_MIN));
    var round = FloatVector.broadcast(SPECIES, ROUND);
    var shifted = x.fma(FloatVector.broadcast(SPECIES, LOG2_E), round);
    var power = expReduced(x, shifted.sub(round)).add(1);
    var n = shifted.reinterpretAsInts(); // its low 9 bits: n + 254
    var half = n.lanewise(ASHR, 1); // n >> 1, plus the bias of 127
    var rest = n.sub(half); // n - (n >> 1), plus the bias
    return power
        .mul(half.lanewise(LSHL, 23).reinterpretAsFloats())
        .mul(rest.lanewise(LSHL, 23).reinterpretAsFloats());
  }

  /** {@code e^r - 1} for {@code r = x - n ln 2}, |r| at most ln(2) / 2: minimax, relative 3e-9. */
  private static FloatVector expReduced(FloatVector x, FloatVector n) {
    var r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x);
    r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
    var p = FloatVector.broadcast(SPECIES, 0x1.6a495cp-10f);
    p = p.fma(r, FloatVector.broadcast(SPECIES, 0x1.1239ap-7f));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 0x1.555492p-3f));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f));
    return p.mul(r).fma(r, r);
  }

  /** {@code 1 / (1 + e^-x)}, also accurate where it is tiny: {@code e^x / (1 + e^x)} below zero. */
  static FloatVector sigmoid(FloatVector x) {
    var e = expBelowMax(x.abs().neg());
    return FloatVector.broadcast(SPECIES, 1).blend(e, x.compare(LT, 0)).div(e.add(1));
  }

  /** {@code x * sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3))}, which is the tanh form of GELU. */
  static FloatVector gelu(FloatVector x) {
    return x.mul(sigmoid(geluArgument(x)));
  }

  static FloatVector geluArgument(FloatVector x) {
    var scale = FloatVector.broadcast(SPECIES, GELU_1);
    return x.mul(x).fma(FloatVector.broadcast(SPECIES, GELU_3), scale).mul(x);
  }

  /** The derivative of {@link #geluArgument}; far out, where it no longer counts, it stays finite. */
  static FloatVector geluArgumentSlope(FloatVector x) {
    var square = x.mul(x);
    square = square.blend(1e4f, square.compare(GT, 1e4f));
    var scale = FloatVector.broadcast(SPECIES, GELU_1);
    return square.fma(FloatVector.broadcast(SPECIES, 3 * GELU_3), scale);
  }

  /**
   * {@code tanh |x| = E / (E + 2)} with {@code E = e^(2|x|) - 1}, which is exact near zero and never
   * above 1.
   */
  static FloatVector tanh(FloatVector x) {
    var a = x.abs();
    a = a.blend(TANH_MAX, a.compare(GT, TANH_MAX));
    a = a.add(a);
    var round = FloatVector.broadcast(SPECIES, 0x1.8p23f + 127);
    var shifted = a.fma(FloatVector.broadcast(SPECIES, LOG2_E), round);
    var power = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    var e = expReduced(a, shifted.sub(round)).fma(power, power.sub(1));
    var y = e.div(e.add(2));
    return y.blend(y.neg(), x.compare(LT, 0));
  }

  /**
   * Natural logarithm within 1 ulp: with {@code x = 2^n (1 + f)}, {@code 1 + f} in {@code [sqrt(1/2),
   * sqrt(2))}, it is {@code n ln 2 + f - f^2 / 2 + f^3 P(f)}.
   */
  static FloatVector log(FloatVector x) {
    var tiny = x.compare(LT, Float.MIN_NORMAL);
    var bits = x.blend(x.mul(0x1p25f), tiny).reinterpretAsInts();
    var exponent = bits.sub(0x3f3504f3).lanewise(ASHR, 23); // of sqrt(1/2): 0x3f3504f3
    var f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1);
    var n = (FloatVector) exponent.convert(I2F, 0);
    n = n.blend(n.sub(25), tiny);
    var y = f.mul(f).mul(logPolynomial(f).fma(f, FloatVector.broadcast(SPECIES, -0.5f)));
    y = n.fma(FloatVector.broadcast(SPECIES, LN2_LOW), y).add(f);
    y = n.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), y);
    y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0));
    return y.blend(Float.NaN, x.compare(GE, 0).not());
  }

  /** {@code P}, minimax, relative error of the logarithm 6e-9. */
  private static FloatVector logPolynomial(FloatVector f) {
    var p = FloatVector.broadcast(SPECIES, -0x1.38c9d4p-4f);
    p = p.fma(f, FloatVector.broadcast(SPECIES, 0x1.055ec4p-3f));
    p = p.fma(f, FloatVector.broadcast(SPECIES, -0x1.0d8242p-3f));
    p = p.fma(f, FloatVector.broadcast(SPECIES, 0x1.22d92ep-3f));
    p = p.fma(f, FloatVector.broadcast(SPECIES, -0x1.54728ap-3f));
    p = p.fma(f, FloatVector.broadcast(SPECIES, 0x1.99a01cp-3f));
    p = p.fma(f, FloatVector.broadcast(SPECIES, -0x1.000226p-2f));
    return p.fma(f, FloatVector.broadcast(SPECIES, 0x1.555554p-2f));
  }
}
