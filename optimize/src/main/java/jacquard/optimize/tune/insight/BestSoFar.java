package jacquard.optimize.tune.insight;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.TrialState;
import java.util.ArrayList;
import java.util.List;

/**
 * A point of a study's history.
 *
 * @param trial its number
 * @param value of one objective
 * @param best of that objective among this and all earlier trials
 */
public record BestSoFar(int trial, double value, double best) {
  /** A point for every complete trial. */
  public static List<BestSoFar> of(History history, int objective) {
    var direction = history.directions().get(objective);
    var points = new ArrayList<BestSoFar>();
    double least = Double.POSITIVE_INFINITY;
    for (FrozenTrial trial : history.trials(TrialState.COMPLETE)) {
      double value = trial.values().get(objective);
      least = Math.min(least, direction.loss(value));
      points.add(new BestSoFar(trial.number(), value, direction.loss(least)));
    }
    return points;
  }
}
