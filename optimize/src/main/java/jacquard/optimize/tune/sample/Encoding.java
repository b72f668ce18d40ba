package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.CategoricalDistribution;
import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.TrialState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Parameters as numbers. A point has one unit in {@code [0, 1]} for each parameter that has a
 * choice; its features, which a kernel compares, are the unit itself, or one of several for each
 * choice of a category. A parameter that is not asked for has the features of its middle, so that
 * points that both lack it agree (Levesque et al. 2017, "Bayesian optimization for conditional
 * hyperparameter spaces", section III).
 */
final class Encoding {
  /** One of several: any two choices have distance 1. */
  private static final double ONE = Math.sqrt(0.5);

  /** Of no parameters. */
  static final Encoding NONE = of(new History(List.of(), List.of()));

  private final List<String> names;
  private final List<Distribution> distributions;
  private final Conditions conditions;
  private final int[] groups;

  private Encoding(List<String> names, List<Distribution> distributions, Conditions conditions) {
    this.names = names;
    this.distributions = distributions;
    this.conditions = conditions;
    groups =
        IntStream.range(0, names.size())
            .flatMap(p -> IntStream.range(0, width(distributions.get(p))).map(_ -> p))
            .toArray();
  }

  /** Of the parameters that trials had so far. */
  static Encoding of(History history) {
    var space = history.space();
    var names = space.sequencedKeySet().stream().filter(n -> space.get(n).size() != 1).toList();
    var ended = history.trials(TrialState.COMPLETE, TrialState.PRUNED);
    return new Encoding(
        names, names.stream().map(space::get).toList(), new Conditions(space, ended));
  }

  private static int width(Distribution distribution) {
    return distribution instanceof CategoricalDistribution c ? c.size() : 1;
  }

  /** Whether points mean the same in both; what depends on what may differ. */
  boolean isLike(Encoding other) {
    return names.equals(other.names) && distributions.equals(other.distributions);
  }

  /** The number of parameters. */
  int size() {
    return names.size();
  }

  Distribution distribution(int parameter) {
    return distributions.get(parameter);
  }

  /** The parameter that each feature belongs to. */
  int[] groups() {
    return groups;
  }

  /** A trial's units; NaN for what it lacks. */
  double[] units(History history, FrozenTrial trial) {
    var units = new double[size()];
    for (int p = 0; p < units.length; p++) {
      var parameter = trial.parameters().get(names.get(p));
      boolean has = parameter != null && history.agrees(names.get(p), parameter);
      units[p] = has ? distributions.get(p).toUnit(parameter.value()) : Double.NaN;
    }
    return units;
  }

  /** Moves every unit to the nearest value that the parameter can have. */
  void snap(double[] units) {
    for (int p = 0; p < units.length; p++) units[p] = snap(p, units[p]);
  }

  /** The unit of the nearest value that the parameter can have. */
  double snap(int parameter, double unit) {
    var distribution = distributions.get(parameter);
    return distribution.size() == 0 ? unit : distribution.toUnit(distribution.fromUnit(unit));
  }

  /** Which parameters an objective would ask for. */
  boolean[] active(double[] units) {
    var active = new boolean[size()];
    Arrays.fill(active, true);
    if (conditions.isEmpty()) return active;
    var values = new HashMap<String, Double>();
    for (int p = 0; p < active.length; p++) {
      active[p] = conditions.isActive(names.get(p), values);
      if (active[p]) values.put(names.get(p), distributions.get(p).fromUnit(units[p]));
    }
    return active;
  }

  /** The features of a point. */
  double[] features(double[] units, boolean[] active) {
    var features = new double[groups.length];
    int next = 0;
    for (int p = 0; p < units.length; p++) {
      if (distributions.get(p) instanceof CategoricalDistribution c) {
        int choice = active[p] ? (int) c.fromUnit(units[p]) : -1;
        for (int k = 0; k < c.size(); k++) {
          if (choice < 0) features[next++] = ONE / c.size();
          else features[next++] = k == choice ? ONE : 0;
        }
      } else {
        features[next++] = active[p] ? units[p] : 0.5;
      }
    }
    return features;
  }

  /** The features of a trial. */
  double[] features(History history, FrozenTrial trial) {
    var units = units(history, trial);
    var active = new boolean[units.length];
    for (int p = 0; p < active.length; p++) active[p] = !Double.isNaN(units[p]);
    return features(units, active);
  }

  /** The values of the parameters that are active, by name. */
  Map<String, Double> values(double[] units) {
    var active = active(units);
    var values = new HashMap<String, Double>();
    for (int p = 0; p < active.length; p++) {
      if (active[p]) values.put(names.get(p), distributions.get(p).fromUnit(units[p]));
    }
    return values;
  }
}
