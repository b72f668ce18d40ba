package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Sampler;
import jacquard.optimize.tune.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Bayesian optimisation: a Gaussian process learns the objective, and the next trial is where the
 * logarithm of the expected improvement is largest (Jones et al. 1998; Ament et al. 2023). With
 * several objectives each has a process of its own, and a trial goes where an optimistic random
 * scalarisation is best. The first trials are points of a scrambled Sobol sequence, and when the
 * search of one objective has converged it begins anew.
 *
 * <p>For expensive objectives and up to some hundred trials; integers, categories, conditional
 * parameters and failed trials are understood, and trials that run at the same time are kept apart.
 */
public final class GaussianProcessSampler implements Sampler {
  private final long seed;
  private final Sampler startup;
  private Surrogate surrogate = new Surrogate(Encoding.NONE);
  private Rounds rounds = new Rounds(Encoding.NONE);
  private int former;

  /**
   * A sampler.
   *
   * @param seed of all that is drawn
   */
  public GaussianProcessSampler(long seed) {
    this.seed = seed;
    this.startup = new SobolSampler(seed);
  }

  @Override
  public double sample(History history, FrozenTrial trial, String name, Distribution distribution) {
    return startup.sample(history, trial, name, distribution);
  }

  @Override
  public Map<String, Double> propose(History history, FrozenTrial trial) {
    var encoding = Encoding.of(history);
    var round = thisRound(history, encoding);
    boolean complete = round.stream().anyMatch(t -> t.state() == TrialState.COMPLETE);
    if (!complete || encoding.size() == 0 || round.size() < startupTrials(encoding.size())) {
      return Map.of();
    }
    surrogate.learn(history, round);
    return encoding.values(choose(history, trial, encoding));
  }

  private static int startupTrials(int parameters) {
    return Math.clamp(2 * parameters + 2, 6, 20);
  }

  /** The finished trials that a model may learn from. */
  private List<FrozenTrial> thisRound(History history, Encoding encoding) {
    var finished =
        history.trials(TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAILED).stream()
            .filter(trial -> !trial.parameters().isEmpty() && !trial.isTorn())
            .toList();
    boolean sameSpace = surrogate.encoding().isLike(encoding);
    if (!sameSpace) rounds = new Rounds(encoding);
    boolean one = history.directions().size() == 1;
    int before = one ? rounds.former(history, finished) : 0;
    if (!sameSpace || before != former) surrogate = new Surrogate(encoding);
    former = before;
    return finished.subList(before, finished.size());
  }

  /**
   * Goes through the other trials that run: what they try is believed, and for those that have
   * begun in another thread or process and not yet asked for anything, the choice they are about to
   * make is made here too.
   */
  private double[] choose(History history, FrozenTrial trial, Encoding encoding) {
    var others =
        history.trials(TrialState.RUNNING).stream()
            .filter(other -> other.number() != trial.number())
            .toList();
    for (var other : others) {
      if (!other.parameters().isEmpty()) surrogate.believe(encoding.features(history, other));
    }
    for (var other : others) {
      if (!other.parameters().isEmpty() || other.number() > trial.number()) continue;
      var units = search(history, other.number(), encoding);
      surrogate.believe(encoding.features(units, encoding.active(units)));
    }
    return search(history, trial.number(), encoding);
  }

  private double[] search(History history, int number, Encoding encoding) {
    var draws = new Draws(seed, number, "gaussian process");
    boolean one = history.directions().size() == 1;
    var acquisition = one ? improvement() : new ScalarizedBound(surrogate, draws);
    return new AcquisitionSearch(encoding, acquisition, draws).best(surrogate.incumbents(history));
  }

  private Acquisition improvement() {
    var process = surrogate.processes().getFirst();
    double best = Arrays.stream(surrogate.smoothed(0)).min().orElseThrow();
    var improvement = new LogExpectedImprovement();
    return (features, gradient) -> {
      if (gradient == null) process.predict(features);
      else process.predictWithSlopes(features);
      improvement.set(process.mean, process.deviation2, best);
      if (gradient != null) {
        process.addGradient(features, improvement.byMean, improvement.byVariance, gradient);
      }
      return improvement.value;
    };
  }
}
