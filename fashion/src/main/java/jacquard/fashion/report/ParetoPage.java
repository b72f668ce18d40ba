package jacquard.fashion.report;

import jacquard.fashion.data.DataException;
import jacquard.fashion.data.Garment;
import jacquard.fashion.report.Charts.Point;
import jacquard.fashion.report.Page.Tile;
import jacquard.fashion.report.ParetoResults.Outcome;
import jacquard.optimize.pareto.SpeedMeter;
import jacquard.optimize.pareto.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The page that says what of many variants to take, and why. */
public final class ParetoPage {
  /** Figures of all variants. */
  public static final String JSON = "pareto.json";

  /** The page. */
  public static final String PAGE = "pareto.html";

  private static final String CSV = "pareto.csv";

  private ParetoPage() {}

  /**
   * Reads the figures of a folder.
   *
   * @throws DataException if they are not complete
   * @throws IOException if they cannot be read
   */
  public static ParetoResults read(Path folder) throws IOException {
    var file = folder.resolve(JSON);
    var results = ParetoResults.read(file);
    if (results.variants().stream().noneMatch(each -> each.cost() == null)) return results;
    throw new DataException(
        file
            + " holds no measured variants yet: the command that began it, without --render, goes"
            + " on");
  }

  /**
   * Writes page and CSV into a folder.
   *
   * @throws IOException if that cannot be done
   */
  public static void write(Path folder, ParetoResults results) throws IOException {
    var facts = results.circumstances();
    var source = results.isGenerated() ? "generated garments, NOT Fashion-MNIST" : "Fashion-MNIST";
    var page =
        new Page("What '" + results.model() + "' can do without", results.isGenerated(), source);
    addTo(page, results);
    page.heading("Where the figures come from");
    for (var key : List.of("machine", "jdk", "tier", "threads", "seed", "date", "commit")) {
      if (facts.containsKey(key)) page.paragraph(key + ": " + facts.get(key));
    }
    page.write(folder.resolve(PAGE));
    ParetoTable.writeCsv(folder.resolve(CSV), results);
  }

  /** Adds everything to a page. */
  public static void addTo(Page page, ParetoResults results) {
    var choices = ParetoChoices.of(results);
    page.tiles(
        choices.advice().stream()
            .map(each -> new Tile(each.title(), each.variant().name()))
            .toList());
    advice(results).forEach(page::paragraph);
    fronts(page, results, choices);
    table(page, results);
    classes(page, results);
    layers(page, results);
  }

  /** What to take, a sentence each. */
  public static List<String> advice(ParetoResults results) {
    return ParetoChoices.of(results).advice().stream()
        .map(each ->
            "%s: %s (%s)"
                .formatted(Text.capitalized(each.title()), each.variant().name(), each.why()))
        .toList();
  }

  private static void fronts(Page page, ParetoResults results, ParetoChoices choices) {
    page.heading("What accuracy costs")
        .paragraph(
            "Up and to the left is better. What the line joins is beaten by nothing; accuracy is"
                + " that on the validation pictures, on which the choices are made.")
        .chart(
            "accuracy and bytes of the file",
            front(results, choices, "file, KB", each -> each.bytes() / 1e3))
        .chart(
            "accuracy and time for one picture",
            front(results, choices, "one picture, us", each -> 1e6 * each.speed().latency()))
        .chart(
            "accuracy and time for a picture of a batch",
            front(
                results,
                choices,
                "a picture in batches of " + SpeedMeter.BATCH + ", us",
                each -> 1e6 / each.speed().samplesPerSecond()));
  }

  private static Map<String, Object> front(
      ParetoResults results, ParetoChoices choices, String name, ToDoubleFunction<Variant> cost) {
    var isOnFront = choices.isOnFront(cost);
    var points = new ArrayList<Point>();
    for (int i = 0; i < isOnFront.length; i++) {
      var variant = choices.variants().get(i);
      double accuracy = 100 * results.variants().get(i).validation().mean();
      points.add(new Point(variant.name(), cost.applyAsDouble(variant), accuracy, isOnFront[i]));
    }
    return Charts.front(name, "accuracy, %", points);
  }

  private static void table(Page page, ParetoResults results) {
    int seeds = results.baseline().runs().size();
    page.heading("What each variant is worth")
        .table(ParetoTable.WORTH, ParetoTable.worth(results))
        .paragraph(
            (seeds == 1
                    ? "One training each: nothing is known of how much another would differ."
                    : ("Accuracies are means over %d trainings, ± the half-width of their 95 %%"
                            + " interval; differences are paired by seed.")
                        .formatted(seeds))
                + " The test pictures were looked at once, when a model was finished.")
        .list(
            results.variants().stream().map(each -> each.name() + ": " + each.summary()).toList());
    page.heading("What it costs")
        .table(ParetoTable.COST, ParetoTable.costs(results))
        .paragraph(
            "Memory is packed weights and the values in between of one picture; peak is the most"
                + " resident memory of a process that only loads the model and runs batches of "
                + SpeedMeter.BATCH
                + ofJava(results)
                + ".")
        .paragraph(
            "Times are medians; one picture runs on one thread, batches of %d on all. All variants"
                    .formatted(SpeedMeter.BATCH)
                + " took turns, so that whatever else the machine did met all alike.");
  }

  private static String ofJava(ParetoResults results) {
    if (results.javaBytes() == null) return "";
    return ", of which Java alone takes " + ParetoTable.bytes(results.javaBytes());
  }

  private static void classes(Page page, ParetoResults results) {
    page.heading("What each class gains or loses")
        .paragraph(
            "Recognised test pictures of each class, in points more or fewer than by the model as"
                + " it was, which stands in the first row in percent.")
        .table(
            Stream.concat(Stream.of("variant"), Garment.titles().stream()).toList(),
            results.variants().stream().map(each -> classes(results, each)).toList());
  }

  private static List<String> classes(ParetoResults results, Outcome outcome) {
    var cells = new ArrayList<String>(List.of(outcome.name()));
    for (int c = 0; c < Garment.values().length; c++) {
      double before = recall(results.baseline(), c);
      boolean first = outcome == results.baseline();
      double value = first ? before : recall(outcome, c) - before;
      cells.add(Text.format(first ? "%.1f" : "%+.1f", 100 * value));
    }
    return cells;
  }

  private static double recall(Outcome outcome, int label) {
    return outcome.runs().stream().mapToDouble(r -> r.recalls().get(label)).average().orElseThrow();
  }

  private static void layers(Page page, ParetoResults results) {
    var rows = new ArrayList<List<String>>();
    for (var variant : results.variants()) {
      var name = variant.name();
      for (var layer : variant.cost().layers()) {
        rows.add(
            List.of(
                name,
                layer.layer(),
                Text.count(layer.weights()),
                Text.format("%.1f %%", 100 * layer.sparsity()),
                Integer.toString(layer.bits())));
        name = ""; // said once is enough
      }
    }
    page.heading("What is left of each layer")
        .table(List.of("variant", "layer", "weights", "zeros", "bits of a weight"), rows);
  }
}
