package jacquard.optimize.tune.prune;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Pruner;

/**
 * Asynchronous successive halving (Li et al. 2020, "A system for massively parallel hyperparameter
 * tuning", section 3, in the form that stops instead of pausing): at the steps {@code first, first
 * * reduction, ...} a trial goes on if it is among the best {@code 1 / reduction} of all that have
 * come so far, or the best of fewer. Nothing ever waits; early trials are let through more easily
 * than later ones.
 *
 * @param first the first step at which trials are compared; steps count what was spent, for example
 *     epochs
 * @param last what a whole trial takes; trials are not compared there any more
 * @param reduction how many times more is spent from one comparison to the next, by how many times
 *     fewer trials
 */
public record AshaPruner(int first, int last, int reduction) implements Pruner {
  public AshaPruner {
    new Rungs(first, last, reduction);
  }

  /** From step 1, a third at a time. */
  public AshaPruner(int last) {
    this(1, last, 3);
  }

  @Override
  public boolean prunes(History history, FrozenTrial trial) {
    return new Rungs(first, last, reduction)
        .stops(history, trial, history.trials(), (_, arrived) -> Math.max(1, arrived / reduction));
  }
}
