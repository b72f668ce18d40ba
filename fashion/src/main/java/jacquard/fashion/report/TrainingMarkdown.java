package jacquard.fashion.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The page of the zoo's accuracies in Markdown: every figure of it stands in the runs. */
public final class TrainingMarkdown {
  private TrainingMarkdown() {}

  /**
   * The whole page.
   *
   * @param runs at least one, in the order of the table
   */
  public static String render(List<TrainingRun> runs) {
    var lines = new ArrayList<String>();
    lines.add("# What the zoo's models reach");
    lines.add("");
    if (runs.stream().anyMatch(TrainingRun::isGenerated)) {
      lines.add("**These figures come from generated garments, NOT from Fashion-MNIST.**");
      lines.add("");
    }
    lines.addAll(INTRODUCTION.lines().toList());
    lines.add("");
    lines.addAll(summary(runs));
    lines.add("");
    lines.add("## Every training");
    lines.add("");
    lines.addAll(each(runs));
    lines.add("");
    lines.addAll(circumstances(runs));
    return String.join("\n", lines) + "\n";
  }

  private static final String INTRODUCTION =
      """
      Each model is trained by its recipe on 55,000 pictures with several seeds. Recipes were chosen on
      the 5,000 validation pictures; the 10,000 test pictures are looked at once, by the last line of a
      training. Accuracies are means over the seeds ± their standard deviation, in percent.\
      """;

  private static List<String> summary(List<TrainingRun> runs) {
    var lines = new ArrayList<String>();
    lines.add("| model | parameters | KB | epochs | seeds | validation | test | least test |");
    lines.add("|---|---:|---:|---:|---:|---:|---:|---:|");
    groups(runs)
        .forEach((model, group) -> {
          var first = group.getFirst();
          lines.add(
              Text.format(
                  "| `%s` | %s | %s | %d | %d | %s | **%s** | %.2f |",
                  model,
                  Text.count(first.parameters()),
                  Text.count(first.bytes() / 1000),
                  first.epochs().size(),
                  group.size(),
                  spread(group, TrainingRun::validationAccuracy),
                  spread(group, TrainingRun::accuracy),
                  100 * group.stream().mapToDouble(TrainingRun::accuracy).min().orElseThrow()));
        });
    return lines;
  }

  private static Map<String, List<TrainingRun>> groups(List<TrainingRun> runs) {
    return runs.stream()
        .collect(
            Collectors.groupingBy(TrainingRun::model, LinkedHashMap::new, Collectors.toList()));
  }

  private static String spread(List<TrainingRun> group, ToDoubleFunction<TrainingRun> figure) {
    return Spread.of(group.stream().mapToDouble(figure).toArray()).percent();
  }

  private static List<String> each(List<TrainingRun> runs) {
    var lines = new ArrayList<String>();
    lines.add("| model | seed | validation | test | test loss | threads | time |");
    lines.add("|---|---:|---:|---:|---:|---:|---:|");
    for (var run : runs) {
      lines.add(
          Text.format(
              "| `%s` | %d | %.2f | %.2f | %.4f | %d | %s |",
              run.model(),
              run.seed(),
              100 * run.validationAccuracy(),
              100 * run.accuracy(),
              run.loss(),
              run.threads(),
              Text.seconds(run.seconds())));
    }
    return lines;
  }

  private static List<String> circumstances(List<TrainingRun> runs) {
    var lines = new ArrayList<String>();
    lines.add("## Where the figures come from");
    lines.add("");
    lines.add(
        "`./jacquard study zoo` wrote one JSON file for each training beside this page; `--render`"
            + " makes the page of them again. The same seed gives the same figures for any number"
            + " of threads; times are those of a machine with other work to do.");
    lines.add("");
    lines.add("- data_source: " + all(runs, TrainingRun::dataSource));
    lines.add("- date: " + all(runs, run -> run.date().substring(0, "yyyy-mm-dd".length())));
    lines.add("- commit: " + all(runs, TrainingRun::commit));
    lines.add("- jdk: " + all(runs, TrainingRun::jdk));
    lines.add("- machine: " + all(runs, TrainingRun::machine));
    lines.add("- tier: " + all(runs, TrainingRun::tier));
    return lines;
  }

  private static String all(List<TrainingRun> runs, Function<TrainingRun, String> fact) {
    return runs.stream()
        .map(fact)
        .map(String::valueOf)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
