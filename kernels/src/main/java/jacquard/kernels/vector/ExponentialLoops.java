package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

/**
 * The exponential and what is made of it, on whole vectors. Sums and products in a fixed order,
 * lane by lane, so that bits do not depend on the number of lanes (the intrinsics of {@code
 * VectorOperators.EXP} and its like do not even repeat on one machine).
 *
 * <p>Every loop writes out the same steps, for the reason given in {@link Lanes}. For {@code e^v}:
 *
 * <pre>
 * t = v / ln 2 + ROUND      the nearest integer n is in the low bits of t
 * n = t - ROUND
 * r = v - n ln 2            in two parts; at most ln(2) / 2 in size
 * p = e^r - 1               minimax polynomial, relative error 3e-9
 * </pre>
 *
 * and then {@code e^v = 2^n (1 + p)}, where the bits of {@code t} become the exponent of {@code
 * 2^n}. Errors in ulp were found by trying every seventh float.
 */
final class ExponentialLoops {
  private static final float LOG2_E = 1.44269504f;

  /** Minus ln 2. The first part is short, so that its product with n is exact. */
  private static final float LN2_HIGH = -0x1.63p-1f;

  private static final float LN2_LOW = 2.12194440e-4f;

  private static final float P2 = 0x1.fffffcp-2f;
  private static final float P3 = 0x1.555492p-3f;
  private static final float P4 = 0x1.5558b4p-5f;
  private static final float P5 = 0x1.1239ap-7f;
  private static final float P6 = 0x1.6a495cp-10f;

  /**
   * Rounds what is added to it, if below 2^22 in size, to an integer; 127 is an exponent's bias.
   */
  private static final float ROUND = 0x1.8p23f + 127;

  private static final float ROUND_TWICE_BIASED = 0x1.8p23f + 2 * 127;

  /** Above it {@code e^x} overflows, below the other it rounds to zero. */
  private static final float EXP_MAX = 89;

  private static final float EXP_MIN = -104;

  /** Where n is -127: the bits of that power of two are those of zero. */
  private static final float EXP_ZERO = -88;

  /** From here on tanh rounds to 1. */
  private static final float TANH_MAX = 9.02f;

  /** {@code 2 sqrt(2 / pi)} and its product with 0.044715. */
  private static final float GELU_1 = 1.5957691f;

  private static final float GELU_3 = 0.07135481f;

  private ExponentialLoops() {}

  /**
   * {@code y = e^(x - shift)} within 1.02 ulp. The power of two is two factors, {@code 2^(n >> 1)}
   * and {@code 2^(n - (n >> 1))}: it may be infinite or subnormal, they are not.
   */
  static void exp(float shift, float[] x, int xi, float[] y, int yi, int n) {
    var log2e = broadcast(SPECIES, LOG2_E);
    var ln2High = broadcast(SPECIES, LN2_HIGH);
    var ln2Low = broadcast(SPECIES, LN2_LOW);
    var p2 = broadcast(SPECIES, P2);
    var p3 = broadcast(SPECIES, P3);
    var p4 = broadcast(SPECIES, P4);
    var p5 = broadcast(SPECIES, P5);
    var p6 = broadcast(SPECIES, P6);
    var round = broadcast(SPECIES, ROUND_TWICE_BIASED);
    for (int i = 0; i < n; i += LANES) {
      var v = fromArray(SPECIES, x, xi + i).sub(shift);
      v = v.blend(EXP_MAX, v.compare(GT, EXP_MAX)).blend(EXP_MIN, v.compare(LT, EXP_MIN));
      var t = v.fma(log2e, round);
      var n1 = t.sub(round);
      var r = n1.fma(ln2Low, n1.fma(ln2High, v));
      var p = p6.fma(r, p5).fma(r, p4).fma(r, p3).fma(r, p2).mul(r).fma(r, r);
      var bits = t.reinterpretAsInts(); // the low 9: n, twice biased
      var half = bits.lanewise(ASHR, 1); // the low 8: n >> 1, biased
      p.add(1)
          .mul(half.lanewise(LSHL, 23).reinterpretAsFloats())
          .mul(bits.sub(half).lanewise(LSHL, 23).reinterpretAsFloats())
          .intoArray(y, yi + i);
    }
  }

  /**
   * {@code y = 1 / (1 + e^-x)} within 2.4 ulp, as {@code e^x / (1 + e^x)} below zero; times {@code
   * x} if gated.
   */
  static void sigmoid(boolean gated, float[] x, float[] y, int from, int to) {
    var isGated = SPECIES.maskAll(gated);
    var log2e = broadcast(SPECIES, LOG2_E);
    var ln2High = broadcast(SPECIES, LN2_HIGH);
    var ln2Low = broadcast(SPECIES, LN2_LOW);
    var p2 = broadcast(SPECIES, P2);
    var p3 = broadcast(SPECIES, P3);
    var p4 = broadcast(SPECIES, P4);
    var p5 = broadcast(SPECIES, P5);
    var p6 = broadcast(SPECIES, P6);
    var round = broadcast(SPECIES, ROUND);
    var one = broadcast(SPECIES, 1);
    for (int i = from; i < to; i += LANES) {
      var u = fromArray(SPECIES, x, i);
      var v = u.abs().neg();
      v = v.blend(EXP_ZERO, v.compare(LT, EXP_ZERO));
      var t = v.fma(log2e, round);
      var n = t.sub(round);
      var r = n.fma(ln2Low, n.fma(ln2High, v));
      var p = p6.fma(r, p5).fma(r, p4).fma(r, p3).fma(r, p2).mul(r).fma(r, r);
      var e = p.add(1).mul(t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats());
      var s = one.blend(e, u.compare(LT, 0)).div(e.add(1));
      s.blend(s.mul(u), isGated).intoArray(y, i);
    }
  }

  /** {@code y = x * sigmoid(u)}, {@code u = 2 sqrt(2 / pi) (x + 0.044715 x^3)}: tanh form. */
  static void gelu(float[] x, float[] y, int from, int to) {
    var log2e = broadcast(SPECIES, LOG2_E);
    var ln2High = broadcast(SPECIES, LN2_HIGH);
    var ln2Low = broadcast(SPECIES, LN2_LOW);
    var p2 = broadcast(SPECIES, P2);
    var p3 = broadcast(SPECIES, P3);
    var p4 = broadcast(SPECIES, P4);
    var p5 = broadcast(SPECIES, P5);
    var p6 = broadcast(SPECIES, P6);
    var round = broadcast(SPECIES, ROUND);
    var one = broadcast(SPECIES, 1);
    var linear = broadcast(SPECIES, GELU_1);
    var cubic = broadcast(SPECIES, GELU_3);
    for (int i = from; i < to; i += LANES) {
      var w = fromArray(SPECIES, x, i);
      var u = w.mul(w).fma(cubic, linear).mul(w);
      var v = u.abs().neg();
      v = v.blend(EXP_ZERO, v.compare(LT, EXP_ZERO));
      var t = v.fma(log2e, round);
      var n = t.sub(round);
      var r = n.fma(ln2Low, n.fma(ln2High, v));
      var p = p6.fma(r, p5).fma(r, p4).fma(r, p3).fma(r, p2).mul(r).fma(r, r);
      var e = p.add(1).mul(t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats());
      one.blend(e, u.compare(LT, 0)).div(e.add(1)).mul(w).intoArray(y, i);
    }
  }

  /** {@code dx = dy (s + x s (1 - s))} with {@code s = sigmoid(x)}. */
  static void siluGradient(float[] x, float[] dy, float[] dx, int from, int to) {
    var log2e = broadcast(SPECIES, LOG2_E);
    var ln2High = broadcast(SPECIES, LN2_HIGH);
    var ln2Low = broadcast(SPECIES, LN2_LOW);
    var p2 = broadcast(SPECIES, P2);
    var p3 = broadcast(SPECIES, P3);
    var p4 = broadcast(SPECIES, P4);
    var p5 = broadcast(SPECIES, P5);
    var p6 = broadcast(SPECIES, P6);
    var round = broadcast(SPECIES, ROUND);
    var one = broadcast(SPECIES, 1);
    for (int i = from; i < to; i += LANES) {
      var u = fromArray(SPECIES, x, i);
      var v = u.abs().neg();
      v = v.blend(EXP_ZERO, v.compare(LT, EXP_ZERO));
      var t = v.fma(log2e, round);
      var n = t.sub(round);
      var r = n.fma(ln2Low, n.fma(ln2High, v));
      var p = p6.fma(r, p5).fma(r, p4).fma(r, p3).fma(r, p2).mul(r).fma(r, r);
      var e = p.add(1).mul(t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats());
      var s = one.blend(e, u.compare(LT, 0)).div(e.add(1));
      u.mul(s).fma(one.sub(s), s).mul(fromArray(SPECIES, dy, i)).intoArray(dx, i);
    }
  }

  /** {@code dx = dy (s + x s (1 - s) du/dx)} with {@code s} and {@code u} as in {@link #gelu}. */
  static void geluGradient(float[] x, float[] dy, float[] dx, int from, int to) {
    var log2e = broadcast(SPECIES, LOG2_E);
    var ln2High = broadcast(SPECIES, LN2_HIGH);
    var ln2Low = broadcast(SPECIES, LN2_LOW);
    var p2 = broadcast(SPECIES, P2);
    var p3 = broadcast(SPECIES, P3);
    var p4 = broadcast(SPECIES, P4);
    var p5 = broadcast(SPECIES, P5);
    var p6 = broadcast(SPECIES, P6);
    var round = broadcast(SPECIES, ROUND);
    var one = broadcast(SPECIES, 1);
    var linear = broadcast(SPECIES, GELU_1);
    var cubic = broadcast(SPECIES, GELU_3);
    for (int i = from; i < to; i += LANES) {
      var w = fromArray(SPECIES, x, i);
      var u = w.mul(w).fma(cubic, linear).mul(w);
      var v = u.abs().neg();
      v = v.blend(EXP_ZERO, v.compare(LT, EXP_ZERO));
      var t = v.fma(log2e, round);
      var n = t.sub(round);
      var r = n.fma(ln2Low, n.fma(ln2High, v));
      var p = p6.fma(r, p5).fma(r, p4).fma(r, p3).fma(r, p2).mul(r).fma(r, r);
      var e = p.add(1).mul(t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats());
      var s = one.blend(e, u.compare(LT, 0)).div(e.add(1));
      var q = w.mul(s).mul(one.sub(s));
      var q3 = q.mul(w).mul(w).mul(cubic); // not q * w^2, which may be zero times infinity
      q.fma(linear, q3.add(q3).add(q3)).add(s).mul(fromArray(SPECIES, dy, i)).intoArray(dx, i);
    }
  }

  /**
   * {@code tanh |x| = E / (E + 2)} with {@code E = e^(2|x|) - 1}: within 2.6 ulp, as good near zero
   * as elsewhere, and never above 1.
   */
  static void tanh(float[] x, float[] y, int from, int to) {
    var log2e = broadcast(SPECIES, LOG2_E);
    var ln2High = broadcast(SPECIES, LN2_HIGH);
    var ln2Low = broadcast(SPECIES, LN2_LOW);
    var p2 = broadcast(SPECIES, P2);
    var p3 = broadcast(SPECIES, P3);
    var p4 = broadcast(SPECIES, P4);
    var p5 = broadcast(SPECIES, P5);
    var p6 = broadcast(SPECIES, P6);
    var round = broadcast(SPECIES, ROUND);
    for (int i = from; i < to; i += LANES) {
      var w = fromArray(SPECIES, x, i);
      var v = w.abs();
      v = v.blend(TANH_MAX, v.compare(GT, TANH_MAX));
      v = v.add(v);
      var t = v.fma(log2e, round);
      var n = t.sub(round);
      var r = n.fma(ln2Low, n.fma(ln2High, v));
      var p = p6.fma(r, p5).fma(r, p4).fma(r, p3).fma(r, p2).mul(r).fma(r, r);
      var power = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
      var e = p.fma(power, power.sub(1));
      var a = e.div(e.add(2));
      a.blend(a.neg(), w.compare(LT, 0)).intoArray(y, i);
    }
  }
}
