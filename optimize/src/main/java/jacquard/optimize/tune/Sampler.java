package jacquard.optimize.tune;

import java.util.Map;

/**
 * Chooses parameters. A sampler is asked by one thread at a time; what it answers is a function of
 * its seed, the history and the trial, so that a study whose trials run one after the other repeats
 * itself, also when it was interrupted and resumed.
 */
public interface Sampler {
  /**
   * Values for the parameters that the trial may ask for, by name, chosen together. Those that the
   * trial does not ask for are dropped.
   *
   * @param history all trials, this one too
   * @param trial the one that begins
   */
  default Map<String, Double> propose(History history, FrozenTrial trial) {
    return Map.of();
  }

  /**
   * A value for a parameter that was not proposed.
   *
   * @param trial as it is now, with the parameters it has already
   * @return one that the distribution contains
   */
  double sample(History history, FrozenTrial trial, String name, Distribution distribution);
}
