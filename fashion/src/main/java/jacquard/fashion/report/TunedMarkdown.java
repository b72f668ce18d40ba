package jacquard.fashion.report;

import java.util.ArrayList;
import java.util.List;

/** The part of the page about what was found, trained on all pictures. */
final class TunedMarkdown {
  private TunedMarkdown() {}

  static List<String> render(TunedResults results) {
    var search = results.search();
    var lines = new ArrayList<String>();
    lines.addAll(List.of("", "## Tuned against plain: " + search.model(), ""));
    if (search.isGenerated()) {
      lines.addAll(List.of("**These come from generated garments, NOT from Fashion-MNIST.**", ""));
    }
    var trials = search.searches().getFirst().trials();
    var epochs = Text.plain(search.searches().getFirst().spent());
    lines.add(
        "%s found the recipe within %d trials of at most %d epochs on %s pictures (%s epochs in all)."
                .formatted(
                    search.searches().getFirst().method(),
                    trials.size(),
                    search.epochs(),
                    Text.count(search.images()),
                    epochs)
            + " Both recipes were then trained on all pictures; the test pictures were looked at"
            + " once, by the last line of each training. Plain is Adam at 1e-3, batch 128, a"
            + " constant rate, no augmentation, no dropout.");
    lines.addAll(
        List.of(
            "",
            "| recipe | seeds | epochs | validation | test | time |",
            "|---|---:|---:|---:|---:|---:|"));
    for (var recipe : List.of("plain", "tuned")) lines.add(row(results, recipe));
    lines.addAll(List.of("", gain(results), ""));
    lines.add("Tuned: " + search.best() + ".");
    lines.addAll(
        TuningPage.circumstances(results.circumstances(), "study tuned", TuningPage.TUNED));
    return lines;
  }

  private static String row(TunedResults results, String recipe) {
    var runs = results.of(recipe);
    return Text.format(
        "| %s | %d | %d | %s | %s | %s |",
        recipe,
        runs.size(),
        runs.getFirst().epochs(),
        Spread.of(runs.stream().mapToDouble(r -> r.validationAccuracy()).toArray()).percent(),
        test(results, recipe).percent(),
        Text.seconds(runs.stream().mapToDouble(r -> r.seconds()).average().orElseThrow()));
  }

  /** The accuracy on the test pictures. */
  static Spread test(TunedResults results, String recipe) {
    return Spread.of(results.of(recipe).stream().mapToDouble(r -> r.accuracy()).toArray());
  }

  private static String gain(TunedResults results) {
    double gain = test(results, "tuned").mean() - test(results, "plain").mean();
    return Text.format("Tuning is worth %+.2f points on the test pictures.", 100 * gain);
  }
}
