package jacquard.optimize.tune.prune;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Pareto;
import jacquard.optimize.tune.Pruner;
import jacquard.optimize.tune.TrialState;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Stops a trial whose best report so far is worse than the median of what complete trials had
 * reached by the same step (the median stopping rule of Golovin et al. 2017, section 3.2.2).
 *
 * @param startupTrials as long as fewer are complete nothing is pruned
 * @param warmupSteps reports of steps below this prune nothing
 */
public record MedianPruner(int startupTrials, int warmupSteps) implements Pruner {
  public MedianPruner {
    if (startupTrials < 1 || warmupSteps < 0) {
      throw new IllegalArgumentException(
          "a median needs at least 1 trial and no negative warm-up: %d, %d"
              .formatted(startupTrials, warmupSteps));
    }
  }

  /** After five trials, from the first step on. */
  public MedianPruner() {
    this(5, 0);
  }

  @Override
  public boolean prunes(History history, FrozenTrial trial) {
    int step = trial.reports().lastKey();
    if (step < warmupSteps) return false;
    var others =
        history.trials(TrialState.COMPLETE).stream()
            .filter(other -> other.reports().ceilingKey(step) != null)
            .filter(other -> other.reports().firstKey() <= step)
            .map(other -> best(history, other, step))
            .toList();
    if (others.size() < startupTrials) return false;
    var losses =
        Stream.concat(Stream.of(best(history, trial, step)), others.stream())
            .toArray(double[][]::new);
    var scores = Pareto.scores(losses);
    double own = scores[0];
    var rest = Arrays.copyOfRange(scores, 1, scores.length);
    Arrays.sort(rest);
    return own > (rest[(rest.length - 1) / 2] + rest[rest.length / 2]) / 2;
  }

  /** The least loss up to a step, in each objective. */
  private static double[] best(History history, FrozenTrial trial, int step) {
    return trial.reports().headMap(step, true).values().stream()
        .map(history::losses)
        .reduce(MedianPruner::least)
        .orElseThrow();
  }

  private static double[] least(double[] a, double[] b) {
    var least = new double[a.length];
    Arrays.setAll(least, i -> Math.min(a[i], b[i]));
    return least;
  }
}
