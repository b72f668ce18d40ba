package jacquard.fashion.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page about tuning, made of the figures that lie beside it. */
public final class TuningPage {
  /** The name of the page. */
  public static final String PAGE = "TUNING.md";

  /** The figures of the samplers. */
  public static final String SAMPLERS = "samplers.json";

  /** The figures of searches with equal budgets. */
  public static final String SEARCHES = "searches.json";

  /** The figures of what was found, trained. */
  public static final String TUNED = "tuned.json";

  /** The studies themselves, from which searches go on. */
  public static final String STORAGE = "tuning.db";

  private static final String INTRODUCTION =
      """
      # What tuning buys and costs

      Figures of the hyper-parameter search in this room: how near the samplers come to minima that
      are known, and what tuning does for networks. Every figure stands in a JSON file beside this
      page, which the command that is named there wrote; `--render` makes the page of them again.
      """;

  private TuningPage() {}

  /**
   * Writes the page and its pictures into the folder of the figures.
   *
   * @throws IOException if figures cannot be read or something cannot be written
   */
  public static void write(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(PAGE), render(folder));
    var samplers = folder.resolve(SAMPLERS);
    if (Files.exists(samplers)) SamplerPictures.write(folder, SamplerResults.read(samplers));
    var searches = folder.resolve(SEARCHES);
    if (Files.exists(searches)) SearchMarkdown.draw(folder, SearchResults.read(searches));
  }

  /**
   * The page, from the figures in a folder.
   *
   * @throws IOException if figures cannot be read
   */
  public static String render(Path folder) throws IOException {
    var lines = new ArrayList<String>(INTRODUCTION.lines().toList());
    var samplers = folder.resolve(SAMPLERS);
    if (Files.exists(samplers)) lines.addAll(SamplerMarkdown.render(SamplerResults.read(samplers)));
    var searches = folder.resolve(SEARCHES);
    if (Files.exists(searches)) lines.addAll(SearchMarkdown.render(SearchResults.read(searches)));
    var tuned = folder.resolve(TUNED);
    if (Files.exists(tuned)) lines.addAll(TunedMarkdown.render(TunedResults.read(tuned)));
    return String.join("\n", lines) + "\n";
  }

  /** Where figures come from. */
  static List<String> circumstances(Map<String, Object> facts, String command, String file) {
    var lines = new ArrayList<String>();
    lines.add("");
    var said = new ArrayList<String>();
    for (var key :
        List.of("data_source", "date", "commit", "jdk", "machine", "tier", "threads", "seed")) {
      if (facts.containsKey(key)) said.add(key + ": " + facts.get(key));
    }
    lines.add(
        "`./jacquard %s` wrote [%s](%s) (%s)."
            .formatted(command, file, file, String.join("; ", said)));
    return lines;
  }
}
