package jacquard.bench;

import jacquard.bench.contender.Contender;
import jacquard.bench.report.BenchRun;
import jacquard.bench.report.Row;
import jacquard.bench.report.TextTable;
import jacquard.bench.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** Measures works, family by family. */
final class Bench {
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
        warn.accept("%s is left out: %s".formatted(contender.name(), e));
      }
    }
    driver = new Driver(effort, able);
  }

  /**
   * Measures.
   *
   * @param show takes each table as soon as it is complete
   */
  BenchRun run(List<Work> works, List<Integer> threads, Consumer<String> show) {
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
    return new BenchRun(circumstances, descriptions, roofs, rows);
  }
}
