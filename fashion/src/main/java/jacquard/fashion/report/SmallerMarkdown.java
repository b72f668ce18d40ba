package jacquard.fashion.report;

import jacquard.fashion.report.SmallerRun.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The page about smaller models, made of the figures in the folder {@code results} beside it. */
public final class SmallerMarkdown {
  /** The name of the page. */
  public static final String PAGE = "RESULTS.md";

  /** What {@code study speed} wrote. */
  private static final String SPEED = "results/" + SpeedResults.FILE;

  private static final String INTRODUCTION =
      """
      # What smaller models lose

      Models of Fashion-MNIST made smaller, beside the ones they were made of. Recipes are chosen on
      validation pictures, with other seeds where the table does not say otherwise, or not searched at
      all; test pictures are looked at by the last line of a model's making. Accuracies are means over
      the seeds ± their standard deviation, in percent; differences are paired by seed, in points, ± the
      half-width of their 95 % interval: with two or three seeds it is wide, and a mean alone proves
      little. "No loss" is a mean difference of at least 0, over five seeds. A table may have been filled
      by several runs; date and commit are those of the last.
      """;

  private SmallerMarkdown() {}

  /**
   * Writes the page and its pictures.
   *
   * @throws IOException if figures cannot be read or something cannot be written
   */
  public static void write(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(PAGE), render(folder));
    var pruned = folder.resolve(SmallerTable.PRUNE.file());
    if (Files.exists(pruned)) draw(folder, SmallerResults.read(pruned));
  }

  /**
   * The page, from the figures in a folder.
   *
   * @throws IOException if figures cannot be read
   */
  public static String render(Path folder) throws IOException {
    var lines = new ArrayList<String>(INTRODUCTION.lines().toList());
    for (var table : SmallerTable.values()) {
      var file = folder.resolve(table.file());
      if (Files.exists(file)) lines.addAll(section(table, SmallerResults.read(file)));
    }
    var pareto = folder.resolve(ParetoMarkdown.FILE);
    if (Files.exists(pareto)) lines.addAll(ParetoMarkdown.render(ParetoResults.read(pareto)));
    var speed = folder.resolve(SPEED);
    if (Files.exists(speed)) {
      lines.add("");
      lines.addAll(SpeedMarkdown.render(SpeedResults.read(speed)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> section(SmallerTable table, SmallerResults results) {
    var lines = new ArrayList<>(List.of("", "## " + table.title(), ""));
    if (results.isGenerated()) {
      lines.addAll(List.of("**These come from generated garments, NOT from Fashion-MNIST.**", ""));
    }
    lines.addAll(table.text().lines().toList());
    var bars = table.bars().stream().filter(bar -> !results.of(bar.kind()).isEmpty()).toList();
    if (!bars.isEmpty()) {
      lines.addAll(
          List.of(
              "",
              "| model | variant | what counts | bar | found | reached |",
              "|---|---|---|---:|---:|---|"));
      bars.forEach(bar -> lines.add(bar.row(results)));
    }
    lines.addAll(
        List.of(
            "",
            "| model | variant | seeds | epochs | validation | test | difference | weights | bytes"
                + " |",
            "|---|---|---:|---:|---:|---:|---:|---:|---:|"));
    for (var kind : results.kinds()) lines.add(row(results, kind));
    if (table == SmallerTable.PRUNE) {
      for (var model : curves(results)) {
        lines.addAll(List.of("", "![%s](%s)".formatted(title(model), picture(model))));
      }
    }
    lines.addAll(
        TuningPage.circumstances(
            results.circumstances(), "study smaller " + table.word(), table.file()));
    return lines;
  }

  private static String row(SmallerResults results, Kind kind) {
    var first = results.of(kind).getFirst();
    return "| `%s` | %s | %d | %d | %s | %s | %s | %s | %s |"
        .formatted(
            kind.model(),
            name(kind),
            results.of(kind).size(),
            first.epochs(),
            results.spread(kind, SmallerRun::validationAccuracy).percent(),
            results.spread(kind, SmallerRun::accuracy).percent(),
            gain(results, kind),
            size(results, kind, results.spread(kind, SmallerRun::weights).mean(), true),
            size(results, kind, results.spread(kind, SmallerRun::bytes).mean(), false));
  }

  private static String gain(SmallerResults results, Kind kind) {
    var gain = results.gain(kind);
    if (gain == null) return "";
    if (gain.count() == 1) return Text.format("%+.2f", 100 * gain.mean());
    return Text.format("%+.2f ± %.2f", 100 * gain.mean(), 100 * gain.margin());
  }

  private static String size(SmallerResults results, Kind kind, double mean, boolean ofWeights) {
    double ratio = results.ratio(kind, ofWeights ? SmallerRun::weights : SmallerRun::bytes);
    var count = Text.count(Math.round(mean));
    return ratio < 1.05 ? count : Text.format("%s (%.1fx)", count, ratio);
  }

  /** A variant and how far it went. */
  static String name(Kind kind) {
    if (kind.level() == 0) return kind.variant();
    if (kind.level() < 1) return Text.format("%s, %.1f %%", kind.variant(), 100 * kind.level());
    return Text.format("%s, %.0f bits", kind.variant(), kind.level());
  }

  /** The models that were pruned to several shares. */
  private static List<String> curves(SmallerResults results) {
    return results.kinds().stream().map(Kind::model).distinct().toList();
  }

  private static String title(String model) {
    return "Test accuracy by the share of weights left out: " + model;
  }

  private static String picture(String model) {
    return "results/prune-" + model + ".png";
  }

  private static void draw(Path folder, SmallerResults results) throws IOException {
    for (var model : curves(results)) {
      var chart =
          Pictures.chart(title(model), "weights left out, %", "test accuracy, %", Palette.DISTINCT);
      var variants =
          results.kinds().stream()
              .filter(kind -> kind.model().equals(model) && kind.level() > 0)
              .sorted((a, b) -> Double.compare(a.level(), b.level()))
              .collect(Collectors.groupingBy(Kind::variant));
      variants.forEach((variant, kinds) -> {
        var spreads = kinds.stream().map(k -> results.spread(k, SmallerRun::accuracy)).toList();
        chart
            .addSeries(
                variant,
                kinds.stream().mapToDouble(kind -> 100 * kind.level()).toArray(),
                spreads.stream().mapToDouble(spread -> 100 * spread.mean()).toArray(),
                spreads.stream()
                    .mapToDouble(s -> s.count() == 1 ? 0 : 100 * s.deviation())
                    .toArray())
            .setMarker(SeriesMarkers.CIRCLE);
      });
      Pictures.write(folder.resolve(picture(model)), chart);
    }
  }
}
