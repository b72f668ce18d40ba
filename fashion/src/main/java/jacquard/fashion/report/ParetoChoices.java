package jacquard.fashion.report;

import jacquard.fashion.report.ParetoResults.Outcome;
import jacquard.optimize.pareto.Variant;
import jacquard.optimize.pareto.Wish;
import jacquard.optimize.tune.Pareto;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What to take of many variants, by validation alone.
 *
 * @param variants in the order of the results
 */
record ParetoChoices(List<Variant> variants) {
  /**
   * An advice.
   *
   * @param title what it is the best for
   * @param variant what to take
   * @param why in a sentence
   */
  record Advice(String title, Variant variant, String why) {}

  static ParetoChoices of(ParetoResults results) {
    double before = results.baseline().validation().mean();
    return new ParetoChoices(
        results.variants().stream().map(each -> variant(each, before)).toList());
  }

  private static Variant variant(Outcome outcome, double before) {
    var cost = outcome.cost();
    double loss = 100 * (before - outcome.validation().mean());
    return new Variant(outcome.name(), loss, cost.fileBytes(), cost.planBytes(), cost.speed());
  }

  /** Whether nothing is at least as accurate and takes less; in the order of the variants. */
  boolean[] isOnFront(ToDoubleFunction<Variant> cost) {
    var losses =
        variants.stream()
            .map(each -> new double[] {each.loss(), cost.applyAsDouble(each)})
            .toArray(double[][]::new);
    var isOnFront = new boolean[losses.length];
    Arrays.stream(Pareto.front(losses)).forEach(i -> isOnFront[i] = true);
    return isOnFront;
  }

  /** What to take for what. */
  List<Advice> advice() {
    return List.of(
        advice("smallest within 0.5 points", "loss<=0.5,bytes"),
        advice("fastest within 0.5 points", "loss<=0.5,latency"),
        advice("most accurate", "loss"));
  }

  private Advice advice(String title, String wish) {
    var best = Wish.parse(wish).best(variants).orElseThrow(); // the baseline loses nothing
    return new Advice(title, best, why(best));
  }

  private String why(Variant best) {
    var before = variants.getFirst();
    if (best.equals(before)) return "no variant beats the model as it was";
    double gained = -best.loss();
    return "the file %s, one picture %s, %s"
        .formatted(
            times(before.bytes(), best.bytes(), "smaller", "as large", "larger"),
            times(before.speed().latency(), best.speed().latency(), "faster", "as fast", "slower"),
            Text.format("%.2f points %s accurate", Math.abs(gained), gained < 0 ? "less" : "more"));
  }

  /** How much less or more there is now. */
  private static String times(double before, double now, String less, String same, String more) {
    double ratio = Math.max(before / now, now / before);
    if (ratio < 1.05) return same;
    return Text.format("%.1f times %s", ratio, now < before ? less : more);
  }
}
