package jacquard.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.bench.report.BenchRun.Roof;
import jacquard.bench.report.StepProfile.Part;
import jacquard.bench.work.Cost;
import jacquard.bench.work.Unit;
import jacquard.fashion.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Path BENCH = Path.of("..", "bench");

  @TempDir Path folder;

  private static Range range(double median) {
    return new Range(median, 0.98 * median, 1.03 * median);
  }

  private static Row gemm(int threads, double ours, double peer) {
    var figures =
        List.of(
            new Figure("jacquard", range(ours), null, ours / 100, null, 0.0),
            new Figure("OpenBLAS", range(peer), null, peer / 100, range(ours / peer), null));
    var cost = Cost.of(2e6, 1e5);
    var slow = List.of("scalar");
    return new Row("gemm", "n " + ours, threads, Unit.GFLOPS, cost, 100, figures, slow);
  }

  private static Row latency() {
    var ours = new Figure("jacquard", range(10.26), 12.5, 0.4, null, 2048.0);
    var peer = new Figure("ONNX Runtime", range(20.5), 30.0, 0.2, range(2), null);
    var cost = new Cost(4e5, 8e5, 1);
    return new Row(
        "plan", "mlp, batch 1", 1, Unit.MICROSECONDS, cost, 100, List.of(ours, peer), List.of());
  }

  private static BenchRun run() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("commit", "abc");
    facts.put("load_before", 0.25);
    var roofs = List.of(new Roof(1, 100, 20), new Roof(2, 200, 30));
    var rows =
        List.of(gemm(1, 95.04, 90), gemm(1, 47.5, 5), latency(), row2(gemm(1, 95.04, 90), 180.576));
    var parts = List.of(new Part("Convolution.forward", 0.625), new Part("outside", 0.375));
    var profile = new StepProfile("train cnn", parts, 1.25);
    return new BenchRun(facts, Map.of("OpenBLAS", "OpenBLAS 1.0"), roofs, rows, profile);
  }

  /** The same work on two threads. */
  private static Row row2(Row single, double ours) {
    var two = gemm(2, ours, 170);
    return new Row(
        two.family(), single.work(), 2, two.unit(), two.cost(), 200, two.figures(), List.of());
  }

  @Test
  void aRunSurvivesItsFile() throws IOException {
    var file = folder.resolve("run.json");
    run().write(file);
    assertThat(BenchRun.read(file)).isEqualTo(run());
    Files.writeString(file, "{\"rows\": 3}");
    assertThatThrownBy(() -> BenchRun.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("run.json does not hold a run of the bench");
  }

  @Test
  void theTableInATerminalIsAligned() {
    var lines = TextTable.render(run().tables().getFirst()).lines().toList();
    assertThat(lines)
        .containsExactly(
            "gemm, 1 thread",
            "            jacquard          of peak                best peer  x OpenBLAS  x scalar",
            "   n 95.04      95.0 GFLOP/s     95 %  ███████████▍       90.0        1.06      slow",
            "   n 47.5       47.5 GFLOP/s     48 %  █████▊             5.00        9.50      slow");
  }

  @Test
  void latenciesShowTheirTail() {
    assertThat(TextTable.render(run().tables().get(1)))
        .contains("10.3 (p99 12.5) us", "20.5 (p99 30.0)            2.00");
  }

  @Test
  void markdownHoldsEveryFigure() {
    var runs = new LinkedHashMap<String, BenchRun>();
    runs.put("default", run());
    assertThat(Markdown.render(runs))
        .contains("## Run: default", "- commit: abc", "- load before: 0.25", "### gemm, 1 thread")
        .contains("| work | jacquard | of peak | heap | OpenBLAS | scalar |\n|---|--:|--:|--:|--:|")
        .contains("| n 95.04 | 95.0 GFLOP/s | 95 % | 0 B | 90.0: 1.06x (1.03-1.09) | slow |")
        .contains("| n 95.04 | 180.6 GFLOP/s | 181 % | 1.90x | 0 B | 170.0: 1.06x (1.04-1.09) |")
        .contains("| mlp, batch 1 | 10.3 (p99 12.5) us | 40 % | 2.0 KB |")
        .contains("- peak of 2 threads: 200.0 GFLOP/s, 30.0 GB/s");
  }

  @Test
  void theProfileIsShown() {
    assertThat(TextTable.render(run().profile()).lines())
        .containsExactly(
            "time of a step, train cnn, 1 thread",
            "   Convolution.forward                   62.5 %  ███████▌",
            "   outside                               37.5 %  ████▌",
            "A new JVM trains at 90 % of its final rate 1.3 s after its first step began.");
    var runs = new LinkedHashMap<String, BenchRun>();
    runs.put("default", run());
    assertThat(Markdown.render(runs))
        .contains("| Convolution.forward | 62.5 % |", "90 % of its final rate 1.3 s");
    assertThat(BenchPage.render(run()).html()).contains("<td>Convolution.forward</td>");
  }

  @Test
  void thePageHasARooflineForEachNumberOfThreads() {
    var html = BenchPage.render(run()).html();
    assertThat(html)
        .contains("Roofline, 1 thread", "Roofline, 2 threads", "gemm n 95.04: 95.0 GFLOP/s")
        .contains("echarts", "ONNX Runtime");
  }

  @Test
  void aRowlessRoofIsNoFailure() {
    var chart = Roofline.of(new Roof(3, 100, 10), run().rows());
    assertThat((List<?>) chart.get("series")).hasSize(1);
  }

  @Test
  void barsAreCutInEighths() {
    assertThat(Cells.bar(0, 4)).isEqualTo("    ");
    assertThat(Cells.bar(0.5, 4)).isEqualTo("██  ");
    assertThat(Cells.bar(0.53, 4)).isEqualTo("██▏ ");
    assertThat(Cells.bar(7, 4)).isEqualTo("████");
  }

  @Test
  void thePublishedTablesAreThoseOfThePublishedRuns() throws IOException {
    List<Path> runs = List.of();
    if (Files.isDirectory(BENCH.resolve("results"))) {
      try (var files = Files.list(BENCH.resolve("results"))) {
        runs = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      }
    }
    assertThat(Files.readString(BENCH.resolve("RESULTS.md"))).isEqualTo(Markdown.render(runs));
  }
}
