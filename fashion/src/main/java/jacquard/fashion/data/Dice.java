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
   * Nearly normal, of variance 1: the sum of the four bytes of one draw. The exact way would cost a
   * logarithm and a cosine for every pixel.
   */
  double noise() {
    int bits = philox.nextInt();
    int sum = (bits & 0xFF) + (bits >>> 8 & 0xFF) + (bits >>> 16 & 0xFF) + (bits >>> 24);
    return (sum - 510) * (1 / 147.8);
  }
}
