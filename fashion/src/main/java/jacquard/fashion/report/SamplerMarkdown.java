package jacquard.fashion.report;

import jacquard.fashion.report.SamplerResults.Run;
import jacquard.optimize.tune.benchmark.SignedRanks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The part of the page about the samplers. */
final class SamplerMarkdown {
  /** In the order of the tables' columns. */
  static final List<String> SAMPLERS = List.of("gp", "tpe", "sobol", "random");

  private static final String RANDOM = "random";

  /** A function of the tables, and what others come to on it. */
  private record Row(String problem, String title, String reference) {}

  private static final List<Row> TUNED_ON =
      List.of(
          new Row("BRANIN", "Branin (0.39789)", "skopt: GP 0.398, TPE 0.487, random 0.67"),
          new Row("HARTMANN_6", "Hartmann-6 (-3.32237)", "skopt: GP -3.299"));

  private static final List<Row> SCORED_ONCE =
      List.of(
          new Row("ACKLEY_5", "Ackley-5 (0)", ""),
          new Row("ROSENBROCK_4", "Rosenbrock-4 (0)", ""),
          new Row("MIXED", "mixed: floats, integers, categories (0)", ""));

  private static final List<Row> FRONTS =
      List.of(new Row("ZDT1", "ZDT1", ""), new Row("ZDT2", "ZDT2", ""));

  private SamplerMarkdown() {}

  static List<String> render(SamplerResults results) {
    var lines = new ArrayList<String>();
    lines.addAll(List.of("", "## Samplers on functions whose minimum is known", ""));
    int seeds = results.runs("BRANIN", RANDOM).size();
    int trials = results.runs("BRANIN", RANDOM).getFirst().trials().getLast();
    lines.add(
        "Mean best value after %d evaluations over %d seeds, ± the standard deviation; the minimum in"
                .formatted(trials, seeds)
            + " parentheses.");
    lines.addAll(
        List.of(
            "",
            "| function | GP | TPE | Sobol | random | others |",
            "|---|---:|---:|---:|---:|---|"));
    for (var row : TUNED_ON) lines.add(row(results, row) + " " + row.reference + " |");
    lines.add("");
    lines.addAll(List.of(speed(results), "", theory(results), ""));
    for (var picture : SamplerPictures.all()) {
      lines.addAll(List.of("![%s](%s)".formatted(picture.title(), picture.file()), ""));
    }
    lines.addAll(scoredOnce(results));
    lines.addAll(fronts(results));
    lines.addAll(times(results));
    lines.addAll(
        TuningPage.circumstances(results.circumstances(), "study samplers", TuningPage.SAMPLERS));
    return lines;
  }

  private static String row(SamplerResults results, Row row) {
    var line = new StringBuilder("| " + row.title + " |");
    for (var sampler : SAMPLERS) {
      var spread = Spread.of(results.results(row.problem, sampler));
      line.append(" " + spread.text() + " |");
    }
    return line.toString();
  }

  /** How soon Branin's minimum is nearly found. */
  private static String speed(SamplerResults results) {
    var gp = results.runs("BRANIN", "gp");
    double mean = gp.stream().mapToInt(Run::reached).average().orElseThrow();
    long never = gp.stream().filter(run -> run.reached() > run.trials().getLast()).count();
    return Text.format(
        "On Branin's function GP comes within 0.01 of the minimum after %.1f evaluations on average"
            + " (%d of %d seeds never did).",
        mean, never, gp.size());
  }

  private static String theory(SamplerResults results) {
    var random = results.results("BRANIN", RANDOM);
    double margin = results.theory().margin(random.length);
    return Text.format(
        "Random search must come to %.3f ± %.3f there (99 %% interval, from the distribution of the"
            + " function's values); it came to %.3f.",
        results.theory().mean(), margin, Spread.of(random).mean());
  }

  private static List<String> scoredOnce(SamplerResults results) {
    var lines = new ArrayList<String>();
    lines.addAll(
        List.of(
            "### Functions that no default was chosen on",
            "",
            "Scored once, after the defaults were frozen. p is the probability of such a lead over"
                + " random search by chance (Wilcoxon's signed ranks, same seeds).",
            "",
            "| function | GP | TPE | Sobol | random | p, GP | p, TPE |",
            "|---|---:|---:|---:|---:|---:|---:|"));
    for (var row : SCORED_ONCE) {
      lines.add(
          row(results, row) + p(results, row.problem, "gp", 1) + p(results, row.problem, "tpe", 1));
    }
    lines.add("");
    return lines;
  }

  /** The probability that a sampler leads by chance; {@code sign} -1 where more is better. */
  private static String p(SamplerResults results, String problem, String sampler, int sign) {
    var own = signed(results.results(problem, sampler), sign);
    var random = signed(results.results(problem, RANDOM), sign);
    return Text.format(" %.1g |", SignedRanks.pValueLess(own, random));
  }

  private static double[] signed(double[] values, int sign) {
    return Arrays.stream(values).map(v -> sign * v).toArray();
  }

  private static List<String> fronts(SamplerResults results) {
    var lines = new ArrayList<String>();
    lines.addAll(
        List.of(
            "### Two objectives",
            "",
            "The area that the front encloses up to (11, 11), of 30 parameters; more is better,"
                + " 120.7 (ZDT1) and 120.3 (ZDT2) are to be had.",
            "",
            "| problem | GP | TPE | Sobol | random | p, GP | p, TPE |",
            "|---|---:|---:|---:|---:|---:|---:|"));
    for (var row : FRONTS) {
      lines.add(
          row(results, row)
              + p(results, row.problem, "gp", -1)
              + p(results, row.problem, "tpe", -1));
    }
    lines.add("");
    return lines;
  }

  private static List<String> times(SamplerResults results) {
    var lines = new ArrayList<String>();
    if (results.times().isEmpty()) return lines;
    var first = results.times().getFirst();
    lines.addAll(
        List.of(
            "### What the samplers cost by themselves",
            "",
            "Processor seconds for %d trials of %d parameters on one thread, the mean of the seeds (Optuna's GP"
                    .formatted(first.trials(), first.parameters())
                + " sampler: 1,000-10,000 s, its TPE 10-100 s).",
            "",
            "| GP | TPE | Sobol | random |",
            "|---:|---:|---:|---:|"));
    var line = new StringBuilder("|");
    for (var sampler : SAMPLERS) {
      double mean =
          results.times().stream()
              .filter(time -> time.sampler().equals(sampler))
              .mapToDouble(SamplerResults.Time::seconds)
              .average()
              .orElseThrow();
      line.append(Text.format(" %.2f |", mean));
    }
    lines.add(line.toString());
    return lines;
  }
}
