package jacquard.bench;

import jacquard.engine.measure.Timer;

/**
 * How much time a figure is given.
 *
 * @param name in the run's circumstances
 * @param rounds samples of each contender
 * @param warmUpSeconds for each contender and work
 * @param sampleSeconds the least length of a sample
 * @param latencies samples where every run is one
 * @param longestRun a peer whose run is expected to take longer, in seconds, is left out
 */
record Effort(
    String name,
    int rounds,
    double warmUpSeconds,
    double sampleSeconds,
    int latencies,
    double longestRun) {
  /** To see whether all is well: a few minutes for everything. */
  static final Effort QUICK = new Effort("quick", 5, 0.5, 0.02, 200, 0.5);

  /** For figures to look at. */
  static final Effort NORMAL = new Effort("normal", 11, 1.5, 0.05, 1000, 3);

  /** For figures to publish; nobody is left out for being slow. */
  static final Effort FULL = new Effort("full", 31, 3, 0.1, 3000, Double.POSITIVE_INFINITY);

  /** For caches to fill with what is the contender's own. */
  private static final double SETTLE_SECONDS = 0.005;

  /** For the threads of the contender before to stop spinning: OpenBLAS's do so for 25 ms. */
  private static final double THREADS_SETTLE_SECONDS = 0.03;

  private static final double LATENCY_SETTLE_SECONDS = 0.001;

  /** What settles for so much longer gets so many times fewer samples. */
  private static final int FEWER_LATENCIES = 4;

  /** For speeds: samples of many runs. */
  Timer timer(int threads) {
    double settleSeconds = threads == 1 ? SETTLE_SECONDS : THREADS_SETTLE_SECONDS;
    return new Timer(rounds, warmUpSeconds, sampleSeconds, settleSeconds);
  }

  /** For latencies: every run is a sample. */
  Timer latencyTimer(int threads) {
    return threads == 1
        ? new Timer(latencies, warmUpSeconds, 0, LATENCY_SETTLE_SECONDS)
        : new Timer(latencies / FEWER_LATENCIES, warmUpSeconds, 0, THREADS_SETTLE_SECONDS);
  }
}
