package jacquard.optimize.tune.prune;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Pareto;
import java.util.List;

/**
 * The steps at which trials are compared: {@code first, first * reduction, first * reduction^2,
 * ...} below the last step. A trial stands on a rung with its first report at that step or later.
 *
 * @param first at least 1
 * @param last what a whole trial takes, at least {@code first}: no trial stops there
 * @param reduction at least 2
 */
record Rungs(int first, int last, int reduction) {
  Rungs {
    if (first < 1 || last < first || reduction < 2) {
      throw new IllegalArgumentException(
          "rungs need 1 <= first <= last and a reduction of at least 2, not %d, %d, %d"
              .formatted(first, last, reduction));
    }
  }

  /**
   * Whether the trial has just come to a rung and is not among the best there.
   *
   * @param rivals whom it is compared with; itself may be among them
   * @param places how many may go on from a rung, given the rung and how many have come to it
   */
  boolean stops(History history, FrozenTrial trial, List<FrozenTrial> rivals, Places places) {
    int now = trial.reports().lastKey();
    long step = first;
    for (int rung = 0; step <= now && step < last; rung++, step *= reduction) {
      int at = (int) step;
      if (trial.reports().ceilingKey(at) != now) continue; // compared there before
      var others =
          rivals.stream()
              .filter(other -> other.number() != trial.number())
              .filter(other -> other.reports().ceilingKey(at) != null)
              .toList();
      if (better(history, trial, others, at) >= places.on(rung, others.size() + 1)) return true;
    }
    return false;
  }

  /** How many go on. */
  @FunctionalInterface
  interface Places {
    /** From a rung to which so many have come. */
    int on(int rung, int arrived);
  }

  private static int better(History history, FrozenTrial trial, List<FrozenTrial> others, int at) {
    var losses = new double[others.size() + 1][];
    losses[0] = losses(history, trial, at);
    for (int i = 0; i < others.size(); i++) losses[i + 1] = losses(history, others.get(i), at);
    var scores = Pareto.scores(losses);
    int better = 0;
    for (double score : scores) if (score < scores[0]) better++;
    return better;
  }

  private static double[] losses(History history, FrozenTrial trial, int at) {
    return history.losses(trial.reports().ceilingEntry(at).getValue());
  }
}
