package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.TrialState;
import java.util.ArrayList;
import java.util.List;

/**
 * Notices that a search has converged. Where the trials come to lie all in one place, the model is
 * sure that nothing better is to be had, be it right or caught in a local minimum; then it is worth
 * more to begin anew than to repeat that place (as trust regions restart, Eriksson et al. 2019,
 * "Scalable global optimization via local Bayesian optimization", section 2). A round is the trials
 * from one beginning to the next.
 */
final class Rounds {
  /** A search has converged when so many trials ... */
  private static final int CROWD = 6;

  /** ... lie so near the best in every unit. */
  private static final double NEAR = 0.01;

  private final Encoding encoding;
  private final List<double[]> units = new ArrayList<>();
  private int best = -1;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int crowd;
  private int beginning;
  private int seen;

  Rounds(Encoding encoding) {
    this.encoding = encoding;
  }

  /**
   * How many of the finished trials belong to former rounds.
   *
   * @param finished those it has seen and more, of one objective
   */
  int former(History history, List<FrozenTrial> finished) {
    for (; seen < finished.size(); seen++) {
      var trial = finished.get(seen);
      if (trial.state() != TrialState.COMPLETE) continue;
      see(encoding.units(history, trial), history.losses(trial.values())[0]);
      if (crowd >= CROWD) begin(seen + 1);
    }
    return beginning;
  }

  private void begin(int next) {
    beginning = next;
    units.clear();
    best = -1;
    bestLoss = Double.POSITIVE_INFINITY;
    crowd = 0;
  }

  private void see(double[] place, double loss) {
    units.add(place);
    if (loss < bestLoss) {
      bestLoss = loss;
      best = units.size() - 1;
      crowd = (int) units.stream().filter(other -> isNear(other, units.get(best))).count();
    } else if (isNear(place, units.get(best))) {
      crowd++;
    }
  }

  private static boolean isNear(double[] a, double[] b) {
    for (int p = 0; p < a.length; p++) {
      if (Double.isNaN(a[p]) != Double.isNaN(b[p]) || Math.abs(a[p] - b[p]) > NEAR) return false;
    }
    return true;
  }
}
