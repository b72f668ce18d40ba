package jacquard.bench;

import jacquard.bench.contender.Contender;
import jacquard.bench.contender.Jacquard;
import jacquard.bench.report.BenchRun;
import jacquard.bench.report.Row;
import jacquard.bench.report.StepProfile;
import jacquard.bench.report.TextTable;
import jacquard.bench.work.TrainWork;
import jacquard.bench.work.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** Measures works, family by family. */
final class Bench {
  private static final TrainWork PROFILED = TrainWork.CNN_ADAM;
  private static final double PROFILE_SECONDS = 10;

  private final Effort effort;
  private final SequencedMap<String, String> descriptions = new LinkedHashMap<>();
  private final Driver driver;

  /**
   * A bench of all contenders that this machine can run.
   *
   * @param warn takes a sentence for each of the others
   */
  Bench(Effort effort, List<Contender> contenders, Consumer<String> warn) {
    this.effort = effort;
    var able = new ArrayList<Contender>();
    for (var contender : contenders) {
      try {
        descriptions.put(contender.name(), contender.description());
        able.add(contender);
      } catch (RuntimeException | LinkageError e) {
        var reason = e instanceof UncheckedIOException ? e.getCause().getMessage() : e;
        warn.accept("%s is left out: %s".formatted(contender.name(), reason));
      }
    }
    driver = new Driver(effort, able);
  }

  /**
   * Measures.
   *
   * @param withProfile also where the time of a training step goes
   * @param show takes each table as soon as it is complete
   * @throws IOException if the JVM that is to warm up cannot be started
   */
  BenchRun run(List<Work> works, List<Integer> threads, boolean withProfile, Consumer<String> show)
      throws IOException {
    var circumstances = Circumstances.now(effort, works);
    var roofs = threads.stream().map(n -> Yardstick.roof(effort.timer(n), n)).toList();
    var rows = new ArrayList<Row>();
    for (var family : works.stream().map(Work::family).distinct().toList()) {
      for (int n : threads) {
        var table = new ArrayList<Row>();
        for (var work : works) {
          if (work.family().equals(family)) driver.measure(work, n).ifPresent(table::add);
        }
        if (table.isEmpty()) continue;
        show.accept(TextTable.render(table));
        rows.addAll(table);
      }
    }
    var profile = withProfile ? profile() : null;
    if (withProfile) show.accept(TextTable.render(profile));
    return new BenchRun(circumstances, descriptions, roofs, rows, profile);
  }

  private StepProfile profile() throws IOException {
    try (var task = new Jacquard().prepare(PROFILED, 1).orElseThrow()) {
      Profiler.run(task, effort.warmUpSeconds());
      var parts = Profiler.profile(task, PROFILE_SECONDS);
      return new StepProfile(PROFILED.title(), parts, WarmUp.measure(PROFILED));
    }
  }
}
