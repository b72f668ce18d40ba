package jacquard.fashion.report;

import jacquard.fashion.report.ParetoResults.Cost;
import jacquard.fashion.report.ParetoResults.Outcome;
import jacquard.optimize.pareto.LayerFigures;
import jacquard.optimize.pareto.Speed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The figures of all variants in rows: the same for page, Markdown and CSV. */
final class ParetoTable {
  private static final String UNKNOWN = "not measured";

  /** What a variant is worth. */
  static final List<String> WORTH =
      List.of(
          "variant",
          "validation, %",
          "test, %",
          "test against before, points",
          "file",
          "weights left");

  /** What it costs. */
  static final List<String> COST =
      List.of(
          "variant",
          "memory",
          "peak",
          "one picture",
          "99 of 100 within",
          "pictures/s",
          "energy of a picture");

  private ParetoTable() {}

  /** Rows under {@link #WORTH}. */
  static List<List<String>> worth(ParetoResults results) {
    return results.variants().stream().map(each -> worth(results, each)).toList();
  }

  private static List<String> worth(ParetoResults results, Outcome outcome) {
    var cost = outcome.cost();
    return List.of(
        outcome.name(),
        interval(outcome.validation()),
        interval(outcome.test()),
        outcome == results.baseline() ? "" : signed(difference(results, outcome)),
        bytes(cost.fileBytes()),
        Text.format("%.0f %%", 100 * (1 - LayerFigures.sparsity(cost.layers()))));
  }

  /** Rows under {@link #COST}. */
  static List<List<String>> costs(ParetoResults results) {
    return results.variants().stream().map(each -> costs(each.name(), each.cost())).toList();
  }

  private static List<String> costs(String name, Cost cost) {
    var speed = cost.speed();
    return List.of(
        name,
        bytes(cost.planBytes()),
        cost.peakBytes() == null ? UNKNOWN : bytes(cost.peakBytes()),
        micros(speed.latency()),
        micros(speed.latency99()),
        Text.count(Math.round(speed.samplesPerSecond())),
        energy(speed));
  }

  private static String interval(Spread spread) {
    var mean = Text.format("%.2f", 100 * spread.mean());
    return spread.count() == 1 ? mean : mean + Text.format(" ± %.2f", 100 * spread.margin());
  }

  private static String signed(Spread spread) {
    return (spread.mean() < 0 ? "" : "+") + interval(spread);
  }

  /** Nothing is known of a single one's. */
  private static Double margin(Spread spread) {
    return spread.count() == 1 ? null : Double.valueOf(spread.margin());
  }

  /** On the test pictures, paired by seed. */
  static Spread difference(ParetoResults results, Outcome outcome) {
    var before = results.baseline().runs();
    return Spread.of(
        outcome.runs().stream()
            .mapToDouble(run ->
                run.accuracy()
                    - before.stream()
                        .filter(other -> other.seed() == run.seed())
                        .findFirst()
                        .orElseThrow()
                        .accuracy())
            .toArray());
  }

  static String bytes(long bytes) {
    if (bytes < 10_000_000) return Text.format("%.1f KB", bytes / 1e3);
    return Text.format("%.1f MB", bytes / 1e6);
  }

  static String micros(double seconds) {
    return Text.format("%.1f us", 1e6 * seconds);
  }

  private static String energy(Speed speed) {
    if (speed.joulesPerSample() == null) return UNKNOWN;
    return Text.format("%.1f uJ", 1e6 * speed.joulesPerSample());
  }

  /**
   * Writes the plain numbers, one line for each variant.
   *
   * @throws IOException if that cannot be done
   */
  static void writeCsv(Path file, ParetoResults results) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(
        "variant,seeds,validation_accuracy,validation_interval,test_accuracy,test_interval,"
            + "file_bytes,plan_bytes,peak_bytes,sparsity,latency_s,latency_99_s,"
            + "pictures_per_second,joules_per_picture");
    for (var each : results.variants()) lines.add(csv(each));
    AtomicFile.write(file, String.join("\n", lines) + "\n");
  }

  private static String csv(Outcome outcome) {
    var cost = outcome.cost();
    var speed = cost.speed();
    var cells =
        new Object[] {
          outcome.name(),
          outcome.runs().size(),
          outcome.validation().mean(),
          margin(outcome.validation()),
          outcome.test().mean(),
          margin(outcome.test()),
          cost.fileBytes(),
          cost.planBytes(),
          cost.peakBytes(),
          LayerFigures.sparsity(cost.layers()),
          speed.latency(),
          speed.latency99(),
          speed.samplesPerSecond(),
          speed.joulesPerSample()
        };
    return Arrays.stream(cells)
        .map(cell -> cell == null ? "" : cell.toString())
        .collect(Collectors.joining(","));
  }
}
