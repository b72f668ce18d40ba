package jacquard.bench;

import com.sun.management.ThreadMXBean;
import jacquard.bench.contender.Contender;
import jacquard.bench.contender.Task;
import jacquard.bench.report.Figure;
import jacquard.bench.report.Range;
import jacquard.bench.report.Row;
import jacquard.bench.work.Cost;
import jacquard.bench.work.Unit;
import jacquard.bench.work.Work;
import jacquard.engine.measure.Measurement;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Lets all contenders do a work in turns, the machine's limit among them, and compares what they
 * computed and how long it took them.
 */
final class Driver {
  private static final String LIMIT = "the machine's limit";

  /** How far a peer's result may be from ours, as a fraction of the largest value. */
  private static final double TOLERANCE = 1e-3;

  private static final int RUNS_TO_COUNT_BYTES = 20;

  private final Effort effort;
  private final List<Contender> contenders;

  /** The best rate that each contender reached in each family so far, in operations a second. */
  private final Map<String, Double> rates = new HashMap<>();

  /**
   * A driver.
   *
   * @param contenders Jacquard first
   */
  Driver(Effort effort, List<Contender> contenders) {
    this.effort = effort;
    this.contenders = contenders;
  }

  /** Measures one work; empty if Jacquard does not do it. */
  Optional<Row> measure(Work work, int threads) {
    var tooSlow = new ArrayList<String>();
    var tasks = new LinkedHashMap<String, Task>();
    try {
      for (var contender : contenders) {
        if (isTooSlow(contender, work)) tooSlow.add(contender.name());
        else contender.prepare(work, threads).ifPresent(task -> tasks.put(contender.name(), task));
      }
      if (tasks.isEmpty() || !tasks.firstEntry().getKey().equals(contenders.getFirst().name())) {
        return Optional.empty();
      }
      requireAgreement(work, tasks);
      return Optional.of(measure(work, threads, tasks, tooSlow));
    } finally {
      tasks.values().forEach(Task::close);
    }
  }

  private Row measure(
      Work work, int threads, SequencedMap<String, Task> tasks, List<String> tooSlow) {
    boolean latency = work.unit() == Unit.MICROSECONDS;
    var timer = latency ? effort.latencyTimer(threads) : effort.timer(threads);
    try (var limit = Yardstick.of(work, threads)) {
      var runs = new LinkedHashMap<String, Runnable>();
      runs.putAll(tasks);
      runs.put(LIMIT, limit.run());
      var times = timer.measure(runs);
      var limitSeconds = times.remove(LIMIT);
      var ours = times.firstEntry().getValue();
      var figures = new ArrayList<Figure>();
      times.forEach((name, seconds) -> {
        boolean own = seconds == ours;
        double share = limit.share(work.cost(), limitSeconds.over(seconds).median());
        figures.add(
            new Figure(
                name,
                Range.of(speeds(work, seconds)),
                latency ? 1e6 * seconds.quantile(0.99) : null,
                share,
                own ? null : Range.of(seconds.over(ours)),
                own ? bytesPerRun(tasks.get(name)) : null));
        rates.merge(pace(name, work), work.cost().flops() / seconds.median(), Math::max);
      });
      double peak = limit.limit(limitSeconds);
      return new Row(
          work.family(), work.label(), threads, work.unit(), work.cost(), peak, figures, tooSlow);
    }
  }

  private static Measurement speeds(Work work, Measurement seconds) {
    Cost cost = work.cost();
    var speeds = Arrays.stream(seconds.samples()).map(s -> work.unit().figure(cost, s)).toArray();
    return new Measurement(speeds);
  }

  private boolean isTooSlow(Contender contender, Work work) {
    if (contender == contenders.getFirst()) return false;
    var rate = rates.get(pace(contender.name(), work));
    return rate != null && work.cost().flops() / rate > effort.longestRun();
  }

  private static String pace(String contender, Work work) {
    return contender + " in " + work.family();
  }

  /**
   * Runs every task once and holds the peers' results against ours, the first.
   *
   * @throws IllegalStateException if one computes something else
   */
  static void requireAgreement(Work work, SequencedMap<String, Task> tasks) {
    tasks.values().forEach(Task::run);
    var ours = tasks.firstEntry().getValue().output();
    double scale = 0;
    for (float value : ours) scale = Math.max(scale, Math.abs(value));
    for (var entry : tasks.entrySet()) {
      var theirs = entry.getValue().output();
      if (theirs.length == 0) continue;
      double error = ours.length == theirs.length ? 0 : Double.POSITIVE_INFINITY;
      for (int i = 0; i < ours.length && error <= TOLERANCE * scale; i++) {
        error = Math.max(error, Math.abs((double) ours[i] - theirs[i]));
      }
      if (!(error <= TOLERANCE * scale)) {
        throw new IllegalStateException(
            "%s does not compute %s as Jacquard does: off by %s where values reach %s"
                .formatted(entry.getKey(), work.title(), error, scale));
      }
    }
  }

  /** Heap that a warmed task takes for a run, on all threads together. */
  private static double bytesPerRun(Task task) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getTotalThreadAllocatedBytes();
    for (int i = 0; i < RUNS_TO_COUNT_BYTES; i++) task.run();
    return (double) (threads.getTotalThreadAllocatedBytes() - before) / RUNS_TO_COUNT_BYTES;
  }
}
