package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.CategoricalDistribution;
import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.IntDistribution;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Which parameters are asked for only if another has certain values: learned from the trials, for
 * an objective that defines its space by running cannot say so beforehand. A parameter that some
 * trials lack is taken to depend on the first category or integer before it whose value tells, in
 * every trial, whether it is there; if there is none, it is taken to be there always.
 */
final class Conditions {
  /** Values of an earlier parameter, by its name, under which the parameter is there. */
  private record Condition(String parent, Set<Double> values) {}

  private final Map<String, Condition> conditions = new HashMap<>();

  /** Learns from trials that ran to an end. */
  Conditions(SequencedMap<String, Distribution> space, List<FrozenTrial> trials) {
    var names = List.copyOf(space.sequencedKeySet());
    for (int i = 1; i < names.size(); i++) {
      var child = names.get(i);
      if (trials.stream().allMatch(trial -> has(trial, child))) continue;
      names.subList(0, i).stream()
          .filter(parent -> canDecide(space.get(parent)))
          .map(parent -> explain(parent, child, trials))
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresent(condition -> conditions.put(child, condition));
    }
  }

  /** Whether a parameter is asked for, given the values of those before it that are. */
  boolean isActive(String name, Map<String, Double> before) {
    var condition = conditions.get(name);
    return condition == null || condition.values.contains(before.get(condition.parent));
  }

  /** Whether nothing depends on anything. */
  boolean isEmpty() {
    return conditions.isEmpty();
  }

  private static boolean canDecide(Distribution distribution) {
    return distribution instanceof CategoricalDistribution
        || distribution instanceof IntDistribution;
  }

  private static Condition explain(String parent, String child, List<FrozenTrial> trials) {
    var with = new HashSet<Double>();
    var without = new HashSet<Double>();
    for (var trial : trials) {
      var value = trial.parameters().get(parent);
      if (value != null) (has(trial, child) ? with : without).add(value.value());
      else if (has(trial, child)) return null;
    }
    boolean tells = with.stream().noneMatch(without::contains);
    return tells && !with.isEmpty() ? new Condition(parent, with) : null;
  }

  private static boolean has(FrozenTrial trial, String name) {
    return trial.parameters().containsKey(name);
  }
}
