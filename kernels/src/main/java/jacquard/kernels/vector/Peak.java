package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * What this machine can do at most with the vectors of this package: the yardstick of the other
 * kernels. One thread each; link only where the vector module is resolved.
 */
public final class Peak {
  /**
   * Chains of fused multiply-adds that run side by side. Two units with a latency of four cycles
   * need eight; twelve leave a margin and fit 16 registers.
   */
  private static final int CHAINS = 12;

  private Peak() {}

  /** Floating-point operations in {@code turns} turns of {@link #multiplyAdd}. */
  public static double operations(int turns) {
    return 2.0 * turns * CHAINS * LANES;
  }

  /** The length of the array that {@link #multiplyAdd} needs. */
  public static int length() {
    return CHAINS * LANES;
  }

  /**
   * Nothing but fused multiply-adds, in registers: {@code x = x / 2 + 1/2}, which stays near 1.
   *
   * @param x what the chains start from, and where they end
   */
  public static void multiplyAdd(int turns, float[] x) {
    var half = FloatVector.broadcast(SPECIES, 0.5f);
    var x0 = FloatVector.fromArray(SPECIES, x, 0);
    var x1 = FloatVector.fromArray(SPECIES, x, LANES);
    var x2 = FloatVector.fromArray(SPECIES, x, 2 * LANES);
    var x3 = FloatVector.fromArray(SPECIES, x, 3 * LANES);
    var x4 = FloatVector.fromArray(SPECIES, x, 4 * LANES);
    var x5 = FloatVector.fromArray(SPECIES, x, 5 * LANES);
    var x6 = FloatVector.fromArray(SPECIES, x, 6 * LANES);
    var x7 = FloatVector.fromArray(SPECIES, x, 7 * LANES);
    var x8 = FloatVector.fromArray(SPECIES, x, 8 * LANES);
    var x9 = FloatVector.fromArray(SPECIES, x, 9 * LANES);
    var x10 = FloatVector.fromArray(SPECIES, x, 10 * LANES);
    var x11 = FloatVector.fromArray(SPECIES, x, 11 * LANES);
    for (int turn = 0; turn < turns; turn++) {
      x0 = x0.fma(half, half);
      x1 = x1.fma(half, half);
      x2 = x2.fma(half, half);
      x3 = x3.fma(half, half);
      x4 = x4.fma(half, half);
      x5 = x5.fma(half, half);
      x6 = x6.fma(half, half);
      x7 = x7.fma(half, half);
      x8 = x8.fma(half, half);
      x9 = x9.fma(half, half);
      x10 = x10.fma(half, half);
      x11 = x11.fma(half, half);
    }
    x0.intoArray(x, 0);
    x1.intoArray(x, LANES);
    x2.intoArray(x, 2 * LANES);
    x3.intoArray(x, 3 * LANES);
    x4.intoArray(x, 4 * LANES);
    x5.intoArray(x, 5 * LANES);
    x6.intoArray(x, 6 * LANES);
    x7.intoArray(x, 7 * LANES);
    x8.intoArray(x, 8 * LANES);
    x9.intoArray(x, 9 * LANES);
    x10.intoArray(x, 10 * LANES);
    x11.intoArray(x, 11 * LANES);
  }

  /**
   * The triad of STREAM (McCalpin 1995): {@code x[i] = y[i] + 3 z[i]} for {@code from <= i < to}.
   * Twelve bytes an element are counted, as STREAM does, though most machines also read {@code x}.
   */
  public static void triad(int from, int to, float[] x, float[] y, float[] z) {
    var three = FloatVector.broadcast(SPECIES, 3f);
    int body = from + SPECIES.loopBound(to - from);
    for (int i = from; i < body; i += LANES) {
      FloatVector.fromArray(SPECIES, z, i)
          .fma(three, FloatVector.fromArray(SPECIES, y, i))
          .intoArray(x, i);
    }
    if (body == to) return;
    var mask = SPECIES.indexInRange(body, to);
    FloatVector.fromArray(SPECIES, z, body, mask)
        .fma(three, FloatVector.fromArray(SPECIES, y, body, mask))
        .intoArray(x, body, mask);
  }
}
