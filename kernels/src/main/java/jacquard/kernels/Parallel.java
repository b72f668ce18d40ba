package jacquard.kernels;

/**
 * A fixed number of threads that run one region at a time. The caller is participant 0; the others
 * wait for an epoch, spin briefly and then park. A part that no thread has begun is run by whoever
 * is done first. A pool that is busy (with another caller's region, or with the one that this is
 * called from) runs the region inline, with the same split, so that results never depend on how
 * many threads were free.
 *
 * <p>Thread-safe. A region must split its work by {@code part} alone.
 */
public interface Parallel extends AutoCloseable {
  /** Work that is split into parts. */
  @FunctionalInterface
  interface Region {
    /**
     * Runs one part; parts run in any order, on any thread, at the same time.
     *
     * @param part which part, in {@code [0, parts)}
     * @param parts how many parts there are
     */
    void run(int part, int parts);
  }

  /** The number of participants, at least 1. */
  int threads();

  /**
   * Runs every part of the region and returns when all are done.
   *
   * @throws RuntimeException whatever a part threw first, with what others threw suppressed; all
   *     parts are run nevertheless
   */
  void run(Region region);

  /** Stops the threads; a closed pool runs regions inline. */
  @Override
  void close();

  /** The caller's thread alone. */
  static Parallel inline() {
    return InlineParallel.INSTANCE;
  }

  /**
   * A pool of that many participants (daemon threads).
   *
   * @throws IllegalArgumentException if {@code threads < 1}
   */
  static Parallel of(int threads) {
    if (threads < 1) throw new IllegalArgumentException("threads must be at least 1: " + threads);
    return threads == 1 ? inline() : new ThreadPool(threads);
  }
}
