package jacquard.fashion.report;

import jacquard.fashion.report.DropoutResults.Group;
import jacquard.fashion.report.DropoutResults.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The page of the dropout study in Markdown: every figure of it stands in the results. */
public final class DropoutMarkdown {
  private DropoutMarkdown() {}

  /** The whole page. */
  public static String render(DropoutResults results) {
    var lines = new ArrayList<String>();
    lines.add("# What dropout does");
    lines.add("");
    if (results.isGenerated()) {
      lines.add("**These figures come from generated garments, NOT from Fashion-MNIST.**");
      lines.add("");
    }
    lines.addAll(INTRODUCTION.lines().toList());
    lines.add("");
    lines.add("## What was found");
    lines.add("");
    for (var setting : results.settings()) lines.add("- " + finding(results, setting));
    lines.add("");
    for (var picture : DropoutPictures.overviews()) lines.addAll(picture(picture));
    for (var setting : results.settings()) lines.addAll(section(results, setting));
    lines.addAll(circumstances(results));
    return String.join("\n", lines) + "\n";
  }

  private static final String INTRODUCTION =
      """
      Dropout (Srivastava et al. 2014) turns a random share of the units off in every training step, so
      that no unit can rely on another one. Here that share, the rate, goes from 0 to 0.7, for a dense
      and a convolutional model, trained on few and on all pictures, with the recipe of the zoo but
      without augmentation: dropout is the only thing that changes.

      Figures are means over the seeds ± their standard deviation, in percent, after the last epoch.
      Training accuracy is measured like the others, without dropout, on pictures that were trained
      on; the gap is training less validation accuracy, in percentage points.\
      """;

  private static String finding(DropoutResults results, Setting setting) {
    var groups = results.groups(setting);
    var first = groups.getFirst();
    var last = groups.getLast();
    var best = groups.stream().max(Comparator.comparingDouble(DropoutMarkdown::validation)).get();
    return Text.format(
        "**%s:** from rate %s to %s the gap goes from %.1f to %.1f points. Validation is best at"
            + " rate %s; there the test accuracy is %s %%, at rate %s it is %s %%.",
        setting.title(),
        rate(first),
        rate(last),
        100 * first.spread(DropoutRun::gap).mean(),
        100 * last.spread(DropoutRun::gap).mean(),
        rate(best),
        best.spread(DropoutRun::accuracy).percent(),
        rate(first),
        first.spread(DropoutRun::accuracy).percent());
  }

  private static double validation(Group group) {
    return group.spread(DropoutRun::validationAccuracy).mean();
  }

  private static String rate(Group group) {
    return Text.format("%.1f", group.rate());
  }

  private static List<String> section(DropoutResults results, Setting setting) {
    var groups = results.groups(setting);
    var lines = new ArrayList<String>();
    lines.add("## " + setting.title());
    lines.add("");
    lines.add("| rate | training | validation | gap | test | validation loss |");
    lines.add("|---|---|---|---|---|---|");
    for (var group : groups) {
      lines.add(
          Text.format(
              "| %s | %s | %s | %s | %s | %.4f |",
              rate(group),
              group.spread(DropoutRun::trainingAccuracy).percent(),
              group.spread(DropoutRun::validationAccuracy).percent(),
              group.spread(DropoutRun::gap).percent(),
              group.spread(DropoutRun::accuracy).percent(),
              group.spread(DropoutRun::validationLoss).mean()));
    }
    lines.add("");
    var run = groups.getFirst().runs().getFirst();
    lines.add(
        "%d epochs, %d seeds.".formatted(run.epochs().size(), groups.getFirst().runs().size()));
    lines.add("");
    lines.addAll(picture(DropoutPictures.curves(setting)));
    return lines;
  }

  private static List<String> picture(DropoutPictures.Name name) {
    return List.of("![%s](%s)".formatted(name.title(), name.file()), "");
  }

  private static List<String> circumstances(DropoutResults results) {
    var facts = results.circumstances();
    var lines = new ArrayList<String>();
    lines.add("## Where the figures come from");
    lines.add("");
    lines.add(
        "`./jacquard study dropout` wrote them to [%s](%s); `--render` makes this page of it again."
            .formatted(DropoutPictures.JSON, DropoutPictures.JSON));
    lines.add("");
    for (var key : List.of("data_source", "date", "commit", "jdk", "machine", "tier", "threads")) {
      if (facts.containsKey(key)) lines.add("- %s: %s".formatted(key, facts.get(key)));
    }
    return lines;
  }
}
