package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.TrialState;
import java.util.Arrays;
import java.util.List;

/**
 * What a model learns from: the finished trials and a loss for each objective. One that failed
 * counts as bad as the worst; one that was pruned as bad as its last report, but no better than the
 * median, for somebody thought it hopeless.
 *
 * @param trials in the order that was asked for
 * @param losses {@code [objective][trial]}
 */
record Observations(List<FrozenTrial> trials, double[][] losses) {
  /** The losses of finished trials, of which at least one is complete. */
  static Observations of(History history, List<FrozenTrial> trials) {
    int objectives = history.directions().size();
    var losses = new double[objectives][trials.size()];
    var complete =
        trials.stream()
            .filter(t -> t.state() == TrialState.COMPLETE)
            .map(t -> history.losses(t.values()))
            .toList();
    for (int o = 0; o < objectives; o++) {
      int objective = o;
      double[] sorted = complete.stream().mapToDouble(l -> l[objective]).sorted().toArray();
      double median = sorted[sorted.length / 2];
      double worst = sorted[sorted.length - 1];
      Arrays.setAll(
          losses[o],
          i -> {
            var trial = trials.get(i);
            return switch (trial.state()) {
              case COMPLETE -> history.losses(trial.values())[objective];
              case PRUNED -> Math.clamp(lastReport(history, trial, objective), median, worst);
              case FAILED, RUNNING, WAITING -> worst;
            };
          });
    }
    return new Observations(trials, losses);
  }

  private static double lastReport(History history, FrozenTrial trial, int objective) {
    if (trial.reports().isEmpty()) return Double.POSITIVE_INFINITY;
    return history.losses(trial.reports().lastEntry().getValue())[objective];
  }
}
