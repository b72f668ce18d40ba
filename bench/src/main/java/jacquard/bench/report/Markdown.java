package jacquard.bench.report;

import jacquard.fashion.report.AtomicFile;
import jacquard.fashion.report.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The page of results: every figure of it stands in the JSON of a run. */
public final class Markdown {
  private static final String INTRODUCTION =
      """
      # What the bench found

      This page is generated: `./jacquard bench --json bench/results/NAME.json` measures, and
      `./jacquard bench --from bench/results/NAME.json --markdown bench/RESULTS.md` writes it (several
      runs: names separated by commas).
      """;

  private Markdown() {}

  /**
   * Reads runs and writes the page.
   *
   * @throws IOException if that cannot be done; an older file is then untouched
   */
  public static void write(List<Path> runs, Path file) throws IOException {
    AtomicFile.write(file, render(runs));
  }

  /**
   * The page of these runs, each named like its file.
   *
   * @throws IOException if one cannot be read
   */
  public static String render(List<Path> runs) throws IOException {
    var read = new LinkedHashMap<String, BenchRun>();
    for (var file : runs) {
      read.put(file.getFileName().toString().replaceFirst("\\.json$", ""), BenchRun.read(file));
    }
    return render(read);
  }

  static String render(SequencedMap<String, BenchRun> runs) {
    var lines = new ArrayList<String>(INTRODUCTION.lines().toList());
    for (var text : Explanations.FIGURES) lines.addAll(List.of("", text));
    if (runs.isEmpty()) lines.addAll(List.of("", "No run has been published yet."));
    runs.forEach((name, run) -> lines.addAll(section(name, run)));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> section(String name, BenchRun run) {
    var lines = new ArrayList<String>(List.of("", "## Run: " + name, ""));
    for (var line : Explanations.circumstances(run)) lines.add("- " + line);
    run.contenders().forEach((who, what) -> lines.add("- %s: %s".formatted(who, what)));
    for (var roof : run.roofs()) {
      lines.add(
          Text.format(
              "- peak of %s: %.1f GFLOP/s, %.1f GB/s",
              Explanations.threads(roof.threads()), roof.gflops(), roof.gbps()));
    }
    for (var table : Table.of(run)) {
      lines.addAll(List.of("", "### " + table.title(), ""));
      lines.add(row(table.head()));
      lines.add("|---" + "|--:".repeat(table.head().size() - 1) + "|");
      for (var line : table.lines()) lines.add(row(line));
    }
    if (run.profile() != null) lines.addAll(List.of("", Explanations.warmUp(run.profile())));
    return lines;
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
