package jacquard.fashion.report;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The part of the page about searches with equal budgets. */
final class SearchMarkdown {
  /** The plain training that a search has to better. */
  static final String PLAIN = "plain";

  static final String RANDOM = "random";
  static final String ASHA = "random+ASHA";

  private SearchMarkdown() {}

  static List<String> render(SearchResults results) {
    var lines = new ArrayList<String>();
    lines.addAll(List.of("", "## Searches with equal budgets: " + results.model(), ""));
    if (results.isGenerated()) {
      lines.addAll(List.of("**These come from generated garments, NOT from Fashion-MNIST.**", ""));
    }
    lines.add(
        "Trials train on %s pictures for at most %d epochs; a search has %d epochs in all. Best"
                .formatted(Text.count(results.images()), results.epochs(), results.budget())
            + " validation accuracy so far, in percent, mean over the seeds ± standard deviation."
            + " Plain is AdamW at a constant 1e-3, batch 128, next to no decay, no dropout, no"
            + " augmentation.");
    int budget = results.budget();
    lines.addAll(
        List.of(
            "",
            "| method | seeds | trials | after %d epochs | after %d | after %d | clock | CPU |"
                .formatted(budget / 4, budget / 2, budget),
            "|---|---:|---:|---:|---:|---:|---:|---:|"));
    for (var method : results.methods()) lines.add(row(results, method));
    lines.addAll(List.of("", asha(results), ""));
    if (results.circumstances().containsKey(SearchResults.SECONDS)) {
      lines.addAll(List.of(cost(results), ""));
    }
    lines.addAll(List.of("The best trial of all: " + results.best() + ".", ""));
    lines.add("![%s](%s)".formatted(title(results), picture(results)));
    lines.addAll(
        TuningPage.circumstances(results.circumstances(), "study search", TuningPage.SEARCHES));
    return lines;
  }

  private static String row(SearchResults results, String method) {
    var searches = results.of(method);
    double trials = searches.stream().mapToInt(s -> s.trials().size()).average().orElseThrow();
    double seconds = searches.stream().mapToDouble(s -> s.seconds()).average().orElseThrow();
    double cpu = searches.stream().mapToDouble(s -> s.cpuSeconds()).average().orElseThrow();
    int budget = results.budget();
    return Text.format(
        "| %s | %d | %.1f | %s | %s | %s | %s | %s |",
        method,
        searches.size(),
        trials,
        Spread.of(results.after(method, budget / 4)).text(2),
        Spread.of(results.after(method, budget / 2)).text(2),
        Spread.of(results.after(method, budget)).text(2),
        Text.seconds(seconds),
        cpu == 0 ? "not taken" : Text.seconds(cpu));
  }

  /** How soon pruning brings random search to where it ends without. */
  private static String asha(SearchResults results) {
    if (!results.methods().containsAll(List.of(RANDOM, ASHA))) return "";
    return "ASHA and random search try the same recipes in the same order; ASHA compares after "
        + results.circumstances().get(SearchResults.RUNGS)
        + " epochs, which was chosen on the courses of searches with the seeds 1 to 5. Seeds here: "
        + results.of(ASHA).stream().map(search -> "" + search.seed()).collect(joining(", "))
        + ". "
        + reached(results);
  }

  private static String reached(SearchResults results) {
    double end = Spread.of(results.after(RANDOM, results.budget())).mean();
    var epochs = results.epochsTo(results.of(ASHA), end);
    if (epochs.isEmpty()) {
      return Text.format("It never reaches what random search ends with, %.2f %% on average.", end);
    }
    return Text.format(
        "It reaches the end of random search, %.2f %% on average, after %s of %d epochs, %.0f %%"
            + " of them. Seed by seed, against random search with the same seed: %s.",
        end,
        Text.plain(epochs.getAsDouble()),
        results.budget(),
        100 * epochs.getAsDouble() / results.budget(),
        seedBySeed(results));
  }

  private static String seedBySeed(SearchResults results) {
    var ends = results.after(RANDOM, results.budget());
    var searches = results.of(ASHA);
    return IntStream.range(0, Math.min(ends.length, searches.size()))
        .mapToObj(i -> results.epochsTo(List.of(searches.get(i)), ends[i]))
        .map(epochs -> epochs.isEmpty() ? "never" : Text.plain(epochs.getAsDouble()))
        .collect(joining(", "));
  }

  /** What the whole study took. */
  private static String cost(SearchResults results) {
    return Text.format(
        "All searches together took %s by the clock, on %s cores that other programs used too, and"
            + " %s of processor time.",
        time(results, SearchResults.SECONDS),
        results.circumstances().get("cores"),
        time(results, SearchResults.CPU_SECONDS));
  }

  private static String time(SearchResults results, String key) {
    return Text.seconds(((Number) results.circumstances().get(key)).doubleValue());
  }

  private static String title(SearchResults results) {
    return "Best validation accuracy by epochs spent: " + results.model();
  }

  private static String picture(SearchResults results) {
    return "search-" + results.model() + ".png";
  }

  static void draw(Path folder, SearchResults results) throws IOException {
    var chart =
        Pictures.chart(title(results), "epochs spent", "validation accuracy, %", Palette.DISTINCT);
    var epochs = IntStream.rangeClosed(1, results.budget()).asDoubleStream().toArray();
    for (var method : results.methods()) {
      chart.addSeries(method, epochs, results.meanCourse(method)).setMarker(SeriesMarkers.NONE);
    }
    double end = Spread.of(results.after(results.methods().getLast(), results.budget())).mean();
    chart.getStyler().setYAxisMin(Math.floor(end - 6));
    Pictures.write(folder.resolve(picture(results)), chart);
  }
}
