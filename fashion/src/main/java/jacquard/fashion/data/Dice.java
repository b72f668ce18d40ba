package jacquard.fashion.data;

import jacquard.kernels.Philox;

/** The chances of one drawing: everything about it is a function of (seed, picture). */
final class Dice {
  private final Philox philox;

  Dice(long seed, long picture) {
    philox = new Philox(seed, picture);
  }

  /** Uniform in {@code [low, high)}. */
  double between(double low, double high) {
    return low + (high - low) * philox.nextFloat();
  }

  /** Bell-shaped in {@code (mean - spread, mean + spread)}: the sum of two uniform draws. */
  double near(double mean, double spread) {
    return mean + spread * (philox.nextFloat() - philox.nextFloat());
  }

  boolean chance(double probability) {
    return philox.nextFloat() < probability;
  }

  /** Uniform in {@code [0, count)}. */
  int pick(int count) {
    return philox.nextInt(count);
  }

  /**
   * Four bell-shaped values of variance 1 from one 32-bit draw each would cost a logarithm and a
   * cosine apiece; a sum of the draw's four bytes is near enough to normal for pixel noise.
   */
  double noise() {
    int bits = philox.nextInt();
    int sum = (bits & 0xFF) + (bits >>> 8 & 0xFF) + (bits >>> 16 & 0xFF) + (bits >>> 24);
    return (sum - 510) * (1 / 147.8);
  }
}
