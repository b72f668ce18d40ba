package jacquard.fashion.report;

import jacquard.fashion.report.SpeedResults.Match;
import jacquard.fashion.report.SpeedResults.Topic;
import java.util.ArrayList;
import java.util.List;

/** The part of the page about speed. */
public final class SpeedMarkdown {
  private static final String INTRODUCTION =
      """
      ## Speed

      The same model by two plans of ours, in turns: the float or dense one at its full speed, and
      the other, which `-Djacquard.plan` forces here, whatever a plan takes by itself (last column).
      Times are medians, quotients have a 95 % interval.
      """;

  private SpeedMarkdown() {}

  /** The lines of the section. */
  public static List<String> render(SpeedResults results) {
    var lines = new ArrayList<String>(INTRODUCTION.lines().toList());
    table(lines, "8-bit codes", "float", "codes", results.of(Topic.INT8));
    table(lines, "Lane blocks left out", "dense", "sparse", results.of(Topic.SPARSE));
    table(lines, "Channels removed", "whole", "pruned", results.of(Topic.CHANNELS));
    breakEven(lines, results);
    lines.addAll(
        TuningPage.circumstances(
            results.circumstances(), "study speed", "results/" + SpeedResults.FILE));
    return lines;
  }

  private static void table(
      List<String> lines, String title, String reference, String other, List<Match> matches) {
    if (matches.isEmpty()) return;
    lines.addAll(List.of("", "### " + title, ""));
    lines.add(
        "| model | batch | kept | %s, us | %s, us | times as fast | bar | a plan takes |"
            .formatted(reference, other));
    lines.add("|---|---:|---:|---:|---:|---:|---:|---|");
    for (var match : matches) lines.add(row(match));
  }

  private static String row(Match match) {
    return Text.format(
        "| %s | %d | %.0f %% | %.1f | %.1f | %.2f (%.2f to %.2f) | %s | %s |",
        match.subject(),
        match.batch(),
        100 * match.kept(),
        1e6 * match.referenceSeconds(),
        1e6 * match.seconds(),
        match.speedup(),
        match.low(),
        match.high(),
        match.bar() > 0 ? Text.format("%.1f", match.bar()) : "",
        match.choice());
  }

  private static void breakEven(List<String> lines, SpeedResults results) {
    if (results.layers().isEmpty()) return;
    lines.addAll(List.of("", "### From where on lane blocks pay", ""));
    lines.add("Times as fast as the dense kernel, by the share of blocks that are kept.");
    lines.add("");
    var shares = results.layers().firstEntry().getValue().stream().map(Match::kept).toList();
    var head = new StringBuilder("| layer |");
    var rule = new StringBuilder("|---|");
    for (double share : shares) {
      head.append(Text.format(" %.0f %% |", 100 * share));
      rule.append("---:|");
    }
    lines.add(head + " break-even sparsity |");
    lines.add(rule + "---:|");
    results.layers().forEach((layer, matches) -> lines.add(row(layer, matches)));
  }

  private static String row(String layer, List<Match> matches) {
    var row = new StringBuilder("| " + layer + " |");
    for (var match : matches) row.append(Text.format(" %.2f |", match.speedup()));
    var from = SpeedResults.breakEven(matches);
    row.append(from.isPresent() ? Text.format(" %.0f %% |", 100 * from.getAsDouble()) : " none |");
    return row.toString();
  }
}
