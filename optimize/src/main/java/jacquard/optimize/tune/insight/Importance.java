package jacquard.optimize.tune.insight;

import jacquard.optimize.tune.CategoricalDistribution;
import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How much a parameter decides whether a trial is among the best: how differently the best trials
 * spread over its range than all of them (PED-ANOVA, Watanabe, Bansal and Hutter 2023, "PED-ANOVA:
 * efficiently quantifying hyperparameter importance in arbitrary subspaces", equation 12). What the
 * sampler prefers does not pass for importance, for it stands on both sides.
 *
 * @param share of the sum over all parameters, 0 to 1
 */
public record Importance(String parameter, double share) {
  private static final double BEST_SHARE = 0.1;
  private static final int FEWEST_BEST = 5;
  private static final int FEWEST_TRIALS = 10;
  private static final int CELLS = 50;

  /**
   * The parameters, the most important first.
   *
   * @param objective whose values are ordered
   * @return none if fewer than ten trials are complete
   */
  public static List<Importance> of(History history, int objective) {
    var complete =
        history.trials(TrialState.COMPLETE).stream()
            .sorted(Comparator.comparingDouble(t -> history.losses(t.values())[objective]))
            .toList();
    if (complete.size() < FEWEST_TRIALS) return List.of();
    var raw = new ArrayList<Importance>();
    history
        .space()
        .forEach((name, range) -> {
          if (range.size() != 1) raw.add(new Importance(name, divergence(complete, name, range)));
        });
    double sum = raw.stream().mapToDouble(Importance::share).sum();
    return raw.stream()
        .map(i -> new Importance(i.parameter, sum > 0 ? i.share / sum : 1.0 / raw.size()))
        .sorted(Comparator.comparingDouble(i -> -i.share))
        .toList();
  }

  /**
   * Of the best from all, among the trials that have the parameter (Pearson's divergence).
   *
   * @param ordered the best first
   */
  private static double divergence(List<FrozenTrial> ordered, String name, Distribution range) {
    var units =
        ordered.stream()
            .map(trial -> trial.parameters().get(name))
            .filter(p -> p != null && p.distribution().equals(range))
            .mapToDouble(p -> range.toUnit(p.value()))
            .toArray();
    if (units.length < FEWEST_TRIALS) return 0;
    int best = Math.max(FEWEST_BEST, (int) Math.ceil(BEST_SHARE * units.length));
    var all = density(units, range);
    var good = density(Arrays.copyOf(units, best), range);
    double sum = 0;
    for (int i = 0; i < all.length; i++) sum += (good[i] - all[i]) * (good[i] - all[i]) / all[i];
    return sum;
  }

  /** The mass of each cell: kernels about the units, and one that is even. */
  private static double[] density(double[] units, Distribution range) {
    boolean category = range instanceof CategoricalDistribution;
    var mass = new double[category ? range.size() : CELLS];
    Arrays.fill(mass, 1.0 / mass.length);
    double width = Math.max(0.2 * Math.pow(units.length, -0.2), 1.0 / CELLS);
    for (double unit : units) {
      if (category) mass[(int) range.fromUnit(unit)]++;
      else addKernel(unit, width, mass);
    }
    for (int i = 0; i < mass.length; i++) mass[i] /= units.length + 1;
    return mass;
  }

  private static void addKernel(double center, double width, double[] mass) {
    var kernel = new double[mass.length];
    for (int i = 0; i < kernel.length; i++) {
      double z = ((i + 0.5) / kernel.length - center) / width;
      kernel[i] = Math.exp(-0.5 * z * z);
    }
    double sum = Arrays.stream(kernel).sum();
    for (int i = 0; i < kernel.length; i++) mass[i] += kernel[i] / sum;
  }
}
