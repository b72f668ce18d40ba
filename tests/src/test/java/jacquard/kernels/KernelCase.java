package jacquard.kernels;

import java.util.Random;

/**
 * How one kernel is tried: inputs of a ragged size, a call that works with any tier, and what it
 * must leave behind.
 *
 * @param tolerance how far the vector tier may be from the scalar tier, as a fraction of the
 *     largest magnitude in the output; 0 where the bits must be equal
 * @param large a size at which the vector tier splits the work between threads
 * @param setup makes the inputs
 */
record KernelCase(double tolerance, int large, Setup setup) {
  /** Makes one call's inputs. */
  @FunctionalInterface
  interface Setup {
    Call prepare(Random random, int size);
  }

  /** A kernel's call on its inputs. */
  @FunctionalInterface
  interface Action {
    void run(Tier tier, Workspace workspace);
  }

  /**
   * A prepared call.
   *
   * @param action calls the kernel of one tier; may be repeated
   * @param outputs the arrays that it writes
   */
  record Call(Action action, float[]... outputs) {}

  static KernelCase exact(int large, Setup setup) {
    return new KernelCase(0, large, setup);
  }

  static KernelCase within(double tolerance, int large, Setup setup) {
    return new KernelCase(tolerance, large, setup);
  }

  /** Values between -2 and 2, with some zeros of both signs. */
  static float[] values(Random random, int n) {
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextInt(16) == 0 ? random.nextInt(2) * -0f : random.nextFloat(-2, 2);
    }
    return values;
  }

  /** Values between 0.1 and 2. */
  static float[] positives(Random random, int n) {
    var values = new float[n];
    for (int i = 0; i < n; i++) values[i] = random.nextFloat(0.1f, 2);
    return values;
  }

  static int[] indices(Random random, int n, int bound) {
    return random.ints(n, 0, bound).toArray();
  }

  /** Makes integers comparable: as floats. */
  static void toFloats(int[] from, float[] to) {
    for (int i = 0; i < to.length; i++) to[i] = from[i];
  }

  static void toFloats(byte[] from, float[] to) {
    for (int i = 0; i < to.length; i++) to[i] = from[i];
  }
}
