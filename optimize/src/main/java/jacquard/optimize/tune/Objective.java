package jacquard.optimize.tune;

/** What is to be optimised. */
@FunctionalInterface
public interface Objective {
  /**
   * Scores the parameters that it asks of the trial.
   *
   * @return a finite number
   * @throws TrialPruned made by {@link Trial#pruned}, to give up
   * @throws Exception anything else fails the trial, and the study goes on
   */
  double evaluate(Trial trial) throws Exception;

  /** Several numbers at once, one for each direction of the study. */
  @FunctionalInterface
  interface Several {
    /** As {@link Objective#evaluate}. */
    double[] evaluate(Trial trial) throws Exception;
  }
}
