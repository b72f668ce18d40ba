package jacquard.engine.op;

/** Functions of two arguments: of reals, and of integers where they differ. */
public enum PairwiseFunction {
  /** {@code a + b}. */
  ADD(false, (a, b) -> a + b, (a, b) -> a + b),
  /** {@code a - b}. */
  SUB(false, (a, b) -> a - b, (a, b) -> a - b),
  /** {@code a * b}. */
  MUL(false, (a, b) -> a * b, (a, b) -> a * b),
  /** {@code a / b}; of integers, towards zero, and 0 where {@code b} is 0. */
  DIV(false, (a, b) -> a / b, (a, b) -> b == 0 ? 0 : a / b),
  /** The larger; NaN if either is. */
  MAX(false, Math::max, Math::max),
  /** The smaller; NaN if either is. */
  MIN(false, Math::min, Math::min),
  /** {@code a} to the power of {@code b}. */
  POW(false, Math::pow, (a, b) -> (long) Math.pow(a, b)),
  /** The remainder with the sign of {@code b}; 0 where an integer {@code b} is 0. */
  MOD(false, (a, b) -> a - b * Math.floor(a / b), (a, b) -> b == 0 ? 0 : Math.floorMod(a, b)),
  /** The remainder with the sign of {@code a}; 0 where an integer {@code b} is 0. */
  FMOD(false, (a, b) -> a % b, (a, b) -> b == 0 ? 0 : a % b),
  /** {@code a} where it is not negative, else {@code a * b} (He et al. 2015). */
  PRELU(false, (a, b) -> a < 0 ? a * b : a, (a, b) -> a < 0 ? a * b : a),
  /** {@code a} shifted left by {@code b} bits. */
  SHIFT_LEFT(false, (a, b) -> Double.NaN, (a, b) -> b > 63 ? 0 : a << b),
  /** {@code a} shifted right by {@code b} bits. */
  SHIFT_RIGHT(false, (a, b) -> Double.NaN, (a, b) -> b > 63 ? 0 : a >>> b),
  /** Both. */
  AND(true, (a, b) -> truth(a != 0 && b != 0), (a, b) -> a & b),
  /** Either. */
  OR(true, (a, b) -> truth(a != 0 || b != 0), (a, b) -> a | b),
  /** One of them. */
  XOR(true, (a, b) -> truth(a != 0 ^ b != 0), (a, b) -> a ^ b),
  /** {@code a == b}. */
  EQUAL(true, (a, b) -> truth(a == b), (a, b) -> a == b ? 1 : 0),
  /** {@code a > b}. */
  GREATER(true, (a, b) -> truth(a > b), (a, b) -> a > b ? 1 : 0),
  /** {@code a >= b}. */
  GREATER_OR_EQUAL(true, (a, b) -> truth(a >= b), (a, b) -> a >= b ? 1 : 0),
  /** {@code a < b}. */
  LESS(true, (a, b) -> truth(a < b), (a, b) -> a < b ? 1 : 0),
  /** {@code a <= b}. */
  LESS_OR_EQUAL(true, (a, b) -> truth(a <= b), (a, b) -> a <= b ? 1 : 0);

  @FunctionalInterface
  private interface Reals {
    double of(double a, double b);
  }

  @FunctionalInterface
  private interface Integers {
    long of(long a, long b);
  }

  private final boolean yieldsTruth;
  private final Reals reals;
  private final Integers integers;

  PairwiseFunction(boolean yieldsTruth, Reals reals, Integers integers) {
    this.yieldsTruth = yieldsTruth;
    this.reals = reals;
    this.integers = integers;
  }

  private static double truth(boolean value) {
    return value ? 1 : 0;
  }

  /** Whether the result is {@code BOOL} whatever the arguments are. */
  boolean yieldsTruth() {
    return yieldsTruth;
  }

  double of(double a, double b) {
    return reals.of(a, b);
  }

  long of(long a, long b) {
    return integers.of(a, b);
  }
}
