package jacquard.optimize.tune.sample;

import jacquard.kernels.Philox;

/** Random numbers that depend on a seed, a trial and a purpose alone. */
final class Draws {
  private final Philox philox;

  Draws(long seed, int trial, String purpose) {
    philox = new Philox(seed, ((long) trial << 32) | (purpose.hashCode() & 0xFFFFFFFFL));
  }

  /** Uniform in {@code [0, 1)}, a multiple of 2^-53. */
  double uniform() {
    long high = philox.nextInt() >>> 6;
    long low = philox.nextInt() >>> 5;
    return ((high << 27) | low) * 0x1p-53;
  }

  /** A uniform integer in {@code [0, bound)}. */
  int below(int bound) {
    return philox.nextInt(bound);
  }

  /** Standard normal (Box and Muller 1958). */
  double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }
}
