package jacquard.bench;

import jacquard.bench.report.BenchRun.Roof;
import jacquard.bench.work.Cost;
import jacquard.bench.work.Unit;
import jacquard.bench.work.Work;
import jacquard.engine.measure.Measurement;
import jacquard.engine.measure.Timer;
import jacquard.kernels.Parallel;
import jacquard.kernels.vector.Peak;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * The machine's limit, as a task that takes its turn beside the contenders: whatever slows the
 * machine down slows this down too.
 *
 * @param cost of one run
 * @param unit of the limit: GFLOP/s or GB/s
 */
record Yardstick(Runnable run, Cost cost, Unit unit, Parallel parallel) implements AutoCloseable {
  /** About 0.1 ms of one thread. */
  private static final int TURNS = 1 << 15;

  /** No cache holds three arrays of 64 MB. */
  private static final double BEYOND_CACHES = 3 * 64e6;

  /** The limit of a work: of arithmetic, or of memory as large as the work's. */
  static Yardstick of(Work work, int threads) {
    return work.unit().isBoundByMemory()
        ? memory(work.cost().bytes(), threads)
        : arithmetic(threads);
  }

  /** Fused multiply-adds in registers, each thread its own. */
  static Yardstick arithmetic(int threads) {
    var parallel = Parallel.of(threads);
    var chains = new float[threads][Peak.length()];
    Parallel.Region region = (part, _) -> Peak.multiplyAdd(TURNS, chains[part]);
    var cost = Cost.of(threads * Peak.operations(TURNS), 0);
    return new Yardstick(() -> parallel.run(region), cost, Unit.GFLOPS, parallel);
  }

  /** The triad of three arrays that have so many bytes together. */
  static Yardstick memory(double bytes, int threads) {
    var parallel = Parallel.of(threads);
    int n = (int) (bytes / 12) + 1;
    var x = new float[n];
    var y = new float[n];
    var z = new float[n];
    Arrays.fill(y, 1); // pages that were never written to would all be the same one
    Arrays.fill(z, 1);
    Parallel.Region region =
        (part, parts) ->
            Peak.triad(
                (int) ((long) n * part / parts), (int) ((long) n * (part + 1) / parts), x, y, z);
    var cost = Cost.perElement(n, 2, 3);
    return new Yardstick(() -> parallel.run(region), cost, Unit.GBPS, parallel);
  }

  /** The limits of a roofline. */
  static Roof roof(Timer timer, int threads) {
    try (var arithmetic = arithmetic(threads);
        var memory = memory(BEYOND_CACHES, threads)) {
      var tasks = new LinkedHashMap<String, Runnable>();
      tasks.put("arithmetic", arithmetic.run);
      tasks.put("memory", memory.run);
      var times = timer.measure(tasks);
      return new Roof(
          threads, arithmetic.limit(times.get("arithmetic")), memory.limit(times.get("memory")));
    }
  }

  /**
   * The share of the limit that a work reached.
   *
   * @param quotient how many times as long one run of this took
   */
  double share(Cost work, double quotient) {
    return unit.figure(work, 1) / unit.figure(cost, 1) * quotient;
  }

  /** What was reached. */
  double limit(Measurement seconds) {
    return unit.figure(cost, seconds.median());
  }

  @Override
  public void close() {
    parallel.close();
  }
}
