package jacquard.engine.tensor;

import jacquard.kernels.Philox;

/**
 * The random streams of a seed, one for each purpose, so that no two draws ever share a counter and
 * every draw can be repeated on its own.
 */
public final class Streams {
  private static final int PURPOSE_SHIFT = 56;
  private static final int DRAW_BITS = 16;

  private Streams() {}

  /** Initial values of a model's parameter number {@code ordinal}. */
  public static Philox initialization(long seed, int ordinal) {
    return new Philox(seed, (1L << PURPOSE_SHIFT) | ordinal);
  }

  /** The order of the samples in an epoch. */
  public static Philox shuffle(long seed, int epoch) {
    return new Philox(seed, (2L << PURPOSE_SHIFT) | epoch);
  }

  /** The stream number of random op {@code draw} in training step {@code step}. */
  public static long dropout(long step, int draw) {
    return (3L << PURPOSE_SHIFT) | (step << DRAW_BITS) | draw;
  }

  /** The augmentation of one sample in an epoch. */
  public static Philox augmentation(long seed, int epoch, int sample) {
    return new Philox(seed, (4L << PURPOSE_SHIFT) | ((long) epoch << 32) | sample);
  }

  /** Splits of a data set. */
  public static Philox split(long seed) {
    return new Philox(seed, 5L << PURPOSE_SHIFT);
  }
}
