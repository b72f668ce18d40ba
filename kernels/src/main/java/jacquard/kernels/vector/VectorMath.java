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
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of one vector, for the small loops of this package. They are sums and products in a
 * fixed order, lane by lane, so their bits do not depend on the number of lanes (the intrinsics of
 * {@code VectorOperators.EXP} and its like do not even repeat on one machine). The polynomials are
 * minimax fits; errors in ulp were found by trying every seventh float.
 *
 * <p>C2 inlines them into loops of up to some 55 calls of the Vector API; in larger methods it
 * would box every vector.
 */
final class VectorMath {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private static final float LOG2_E = 1.44269504f;

  /** The first part of ln 2 is short, so that its product with an exponent is exact. */
  private static final float LN2_HIGH = 0x1.63p-1f;

  private static final float LN2_LOW = -2.12194440e-4f;

  /** Above it {@code e^x} overflows, below the other it rounds to zero. */
  private static final float EXP_MAX = 89;

  private static final float EXP_MIN = -104;

  /** Where {@code n} is {@code -BIAS}: the bits of that power of two are those of zero. */
  private static final float EXP_ZERO = -88;

  /** Of a float's exponent. */
  private static final int BIAS = 127;

  /** Added to a float below 2^22, it leaves the nearest integer in the low bits of the sum. */
  private static final float ROUND = 0x1.8p23f;

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

  /**
   * {@code e^x = 2^n e^r} within 1.02 ulp, with {@code n} the integer nearest to {@code x / ln 2}.
   * The power is two factors, {@code 2^(n >> 1)} and {@code 2^(n - (n >> 1))}: it may be infinite
   * or subnormal, they are not.
   */
  static FloatVector exp(FloatVector x) {
    x = x.blend(EXP_MAX, x.compare(GT, EXP_MAX)).blend(EXP_MIN, x.compare(LT, EXP_MIN));
    var round = FloatVector.broadcast(SPECIES, ROUND + 2 * BIAS);
    var shifted = x.fma(FloatVector.broadcast(SPECIES, LOG2_E), round);
    var bits = shifted.reinterpretAsInts(); // the low 9: n + 2 * BIAS
    var half = bits.lanewise(ASHR, 1); // the low 8: (n >> 1) + BIAS
    return expReduced(x, shifted.sub(round))
        .add(1)
        .mul(half.lanewise(LSHL, 23).reinterpretAsFloats())
        .mul(bits.sub(half).lanewise(LSHL, 23).reinterpretAsFloats());
  }

  /** {@code e^x} for {@code x} up to 0, likewise, but zero below {@code 2^-126}. */
  static FloatVector expNegative(FloatVector x) {
    x = x.blend(EXP_ZERO, x.compare(LT, EXP_ZERO));
    var round = FloatVector.broadcast(SPECIES, ROUND + BIAS);
    var shifted = x.fma(FloatVector.broadcast(SPECIES, LOG2_E), round);
    var power = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    return expReduced(x, shifted.sub(round)).add(1).mul(power);
  }

  /** {@code e^r - 1} for {@code r = x - n ln 2}, at most ln(2) / 2 in size: relative error 3e-9. */
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

  /** {@code 1 / (1 + e^-x)} within 2.4 ulp; below zero {@code e^x / (1 + e^x)}. */
  static FloatVector sigmoid(FloatVector x) {
    var e = expNegative(x.abs().neg());
    return FloatVector.broadcast(SPECIES, 1).blend(e, x.compare(LT, 0)).div(e.add(1));
  }

  /** {@code x * sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3))}, which is the tanh form of GELU. */
  static FloatVector gelu(FloatVector x) {
    return x.mul(sigmoid(geluArgument(x)));
  }

  private static FloatVector geluArgument(FloatVector x) {
    var linear = FloatVector.broadcast(SPECIES, GELU_1);
    return x.mul(x).fma(FloatVector.broadcast(SPECIES, GELU_3), linear).mul(x);
  }

  /** With {@code u} the sigmoid's argument, {@code s + x s (1 - s) du/dx}. */
  static FloatVector geluDerivative(FloatVector x) {
    var s = sigmoid(geluArgument(x));
    var q = x.mul(s).mul(s.neg().add(1));
    var cubic = q.mul(x).mul(x).mul(3 * GELU_3); // not q * x^2, which may be zero times infinity
    return q.fma(FloatVector.broadcast(SPECIES, GELU_1), cubic).add(s);
  }

  /**
   * {@code tanh |x| = E / (E + 2)} with {@code E = e^(2|x|) - 1}: within 2.6 ulp, as good near zero
   * as elsewhere, and never above 1.
   */
  static FloatVector tanh(FloatVector x) {
    var a = x.abs();
    a = a.blend(TANH_MAX, a.compare(GT, TANH_MAX));
    a = a.add(a);
    var round = FloatVector.broadcast(SPECIES, ROUND + BIAS);
    var shifted = a.fma(FloatVector.broadcast(SPECIES, LOG2_E), round);
    var power = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    var e = expReduced(a, shifted.sub(round)).fma(power, power.sub(1));
    var y = e.div(e.add(2));
    return y.blend(y.neg(), x.compare(LT, 0));
  }

  /**
   * Natural logarithm within 0.93 ulp: where {@code x = 2^n (1 + f)} with {@code 1 + f} in {@code
   * [sqrt(1/2), sqrt(2))}, it is {@code n ln 2 + f - f^2 / 2 + f^3 P(f)}.
   */
  static FloatVector log(FloatVector x) {
    var subnormal = x.compare(LT, Float.MIN_NORMAL);
    var bits = x.blend(x.mul(0x1p25f), subnormal).reinterpretAsInts();
    var exponent = bits.sub(0x3f3504f3).lanewise(ASHR, 23); // the bits of sqrt(1/2)
    var f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1);
    var n = (FloatVector) exponent.convert(I2F, 0);
    n = n.blend(n.sub(25), subnormal);
    var y = f.mul(f).mul(logPolynomial(f).fma(f, FloatVector.broadcast(SPECIES, -0.5f)));
    y = n.fma(FloatVector.broadcast(SPECIES, LN2_LOW), y).add(f);
    y = n.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), y);
    y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0));
    return y.blend(Float.NaN, x.compare(GE, 0).not());
  }

  /** {@code P}, with which the relative error of the logarithm is 6e-9. */
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
