package jacquard.bench.report;

import jacquard.bench.work.Unit;
import jacquard.fashion.report.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The rows of one family and number of threads as cells, for a page or Markdown.
 *
 * @param title family and threads
 * @param head names of the columns
 * @param lines cells, row by row
 */
record Table(String title, List<String> head, List<List<String>> lines) {
  /** All tables of a run, in its order. */
  static List<Table> of(BenchRun run) {
    var tables = new ArrayList<Table>();
    for (var rows : run.tables()) tables.add(of(run, rows));
    if (run.profile() != null) tables.add(of(run.profile()));
    return tables;
  }

  private static Table of(BenchRun run, List<Row> rows) {
    var first = rows.getFirst();
    var peers = peers(rows);
    boolean scales = rows.stream().anyMatch(row -> run.onOneThread(row) != null);
    var head = new ArrayList<>(List.of("work", first.ours().contender(), "of peak"));
    if (scales) head.add("on 1 thread");
    head.add("heap");
    head.addAll(peers);
    var lines = new ArrayList<List<String>>();
    for (var row : rows) {
      var line =
          new ArrayList<>(List.of(row.work(), speed(row), Cells.percent(row.ours().share())));
      if (scales) line.add(scaling(row, run.onOneThread(row)));
      line.add(Cells.bytes(row.ours().allocated()));
      for (var peer : peers) line.add(peer(row, peer));
      lines.add(line);
    }
    return new Table(first.table(), head, lines);
  }

  /** Where the time of a training step goes. */
  static Table of(StepProfile profile) {
    var lines =
        profile.parts().stream()
            .map(part -> List.of(part.name(), Text.format("%.1f %%", 100 * part.share())))
            .toList();
    return new Table(
        "time of a step, %s, 1 thread".formatted(profile.work()),
        List.of("kernel", "share"),
        lines);
  }

  /** Everyone but us who has a figure or was too slow for one. */
  static List<String> peers(List<Row> rows) {
    var peers = new LinkedHashSet<String>();
    for (var row : rows) {
      for (var figure : row.figures()) peers.add(figure.contender());
      peers.addAll(row.tooSlow());
    }
    peers.remove(rows.getFirst().ours().contender());
    return List.copyOf(peers);
  }

  private static String speed(Row row) {
    return speed(row, row.ours()) + " " + row.unit().symbol();
  }

  /** The median; for latencies also what one run in a hundred exceeds. */
  static String speed(Row row, Figure figure) {
    var median = Cells.speed(row.unit(), figure.speed().median());
    return row.unit() == Unit.MICROSECONDS
        ? "%s (p99 %s)".formatted(median, Cells.speed(row.unit(), figure.slowest()))
        : median;
  }

  private static String scaling(Row row, Row single) {
    if (single == null) return "-";
    double own = row.gflops(row.ours());
    return Cells.times(own / single.gflops(single.ours()));
  }

  /** A peer's speed, and how many times as fast we are. */
  private static String peer(Row row, String name) {
    var figure = row.by(name);
    if (figure == null) return row.tooSlow().contains(name) ? "slow" : "-";
    var times = figure.advantage();
    return "%s: %s (%s-%s)"
        .formatted(
            speed(row, figure),
            Cells.times(times.median()),
            Cells.factor(times.low()),
            Cells.factor(times.high()));
  }
}
