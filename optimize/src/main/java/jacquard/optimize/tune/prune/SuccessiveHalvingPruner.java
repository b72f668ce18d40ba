package jacquard.optimize.tune.prune;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Pruner;

/**
 * Successive halving (Jamieson and Talwalkar 2016): of a cohort of trials the best {@code cohort /
 * reduction} go on from the first step, of these again one in {@code reduction} from the next, and
 * so on. Cohorts are consecutive trials. No trial waits for its cohort: it goes on until so many
 * others have done better there, so a trial that halving would have kept is never stopped, and what
 * this costs is that the first ones go further than they had to.
 *
 * @param cohort how many trials are compared with one another
 * @param first the first step at which they are; steps count what was spent, for example epochs
 * @param last what a whole trial takes; trials are not compared there any more
 * @param reduction how many times fewer trials go on
 */
public record SuccessiveHalvingPruner(int cohort, int first, int last, int reduction)
    implements Pruner {
  public SuccessiveHalvingPruner {
    new Rungs(first, last, reduction);
    if (cohort < reduction) {
      throw new IllegalArgumentException(
          "a cohort of %d cannot be reduced %d times".formatted(cohort, reduction));
    }
  }

  @Override
  public boolean prunes(History history, FrozenTrial trial) {
    int mine = trial.number() / cohort;
    var rivals = history.trials().stream().filter(t -> t.number() / cohort == mine).toList();
    return new Rungs(first, last, reduction)
        .stops(history, trial, rivals, (rung, _) -> places(rung));
  }

  private int places(int rung) {
    return Math.max(1, (int) (cohort / Math.pow(reduction, rung + 1)));
  }
}
