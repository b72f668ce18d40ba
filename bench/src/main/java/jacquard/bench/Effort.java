package jacquard.bench;

import jacquard.engine.measure.Timer;

/** How much time a figure is given. */
public enum Effort {
  /** To see whether all is well: a minute or two for everything. */
  QUICK(5, 0.3, 0.02, 200, 0.5),
  /** For figures to look at. */
  NORMAL(11, 1, 0.05, 1000, 3),
  /** For figures to publish; nobody is left out for being slow. */
  FULL(31, 3, 0.1, 3000, Double.POSITIVE_INFINITY);

  private static final double SETTLE_SECONDS = 0.01;
  private static final double LATENCY_SETTLE_SECONDS = 0.001;

  private final int rounds;
  private final double warmUpSeconds;
  private final double sampleSeconds;
  private final int latencies;
  private final double longestRun;

  Effort(
      int rounds, double warmUpSeconds, double sampleSeconds, int latencies, double longestRun) {
    this.rounds = rounds;
    this.warmUpSeconds = warmUpSeconds;
    this.sampleSeconds = sampleSeconds;
    this.latencies = latencies;
    this.longestRun = longestRun;
  }

  /** For speeds: samples of many runs. */
  Timer timer() {
    return new Timer(rounds, warmUpSeconds, sampleSeconds, SETTLE_SECONDS);
  }

  /** For latencies: every run is a sample. */
  Timer latencyTimer() {
    return new Timer(latencies, warmUpSeconds, 0, LATENCY_SETTLE_SECONDS);
  }

  /** A contender whose run is expected to take longer, in seconds, is left out. */
  double longestRun() {
    return longestRun;
  }
}
