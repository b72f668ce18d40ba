package jacquard.fashion.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The section of a page about what of many variants to take. */
public final class ParetoMarkdown {
  /** The figures, in the folder of the page. */
  public static final String FILE = "results/" + ParetoPage.JSON;

  private ParetoMarkdown() {}

  /** The section, a line each. */
  public static List<String> render(ParetoResults results) {
    var lines = new ArrayList<String>();
    lines.addAll(List.of("", "## What `%s` can do without".formatted(results.model()), ""));
    lines.add(
        "Made by short recipes, not by the best for each: the accuracies are means over %d trainings ±"
            .formatted(results.baseline().runs().size()));
    lines.add(
        "the half-width of their 95 % interval. What to take was chosen on validation pictures:");
    lines.add("");
    ParetoPage.advice(results).forEach(each -> lines.add("- " + each));
    lines.add("");
    lines.addAll(table(ParetoTable.WORTH, ParetoTable.worth(results)));
    lines.add("");
    lines.addAll(table(ParetoTable.COST, ParetoTable.costs(results)));
    lines.add("");
    for (var each : results.variants()) {
      lines.add("- `%s`: %s".formatted(each.name(), each.summary()));
    }
    if (results.javaBytes() != null) {
      lines.addAll(
          List.of(
              "",
              "Of every peak, Java alone takes " + ParetoTable.bytes(results.javaBytes()) + "."));
    }
    lines.addAll(
        TuningPage.circumstances(results.circumstances(), "pareto " + results.model(), FILE));
    return Collections.unmodifiableList(lines);
  }

  private static List<String> table(List<String> head, List<List<String>> rows) {
    var lines = new ArrayList<String>(List.of(row(head)));
    lines.add("|---" + "|---:".repeat(head.size() - 1) + "|");
    rows.forEach(each -> lines.add(row(each)));
    return lines;
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
