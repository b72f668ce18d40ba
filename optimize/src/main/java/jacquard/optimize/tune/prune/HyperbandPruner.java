package jacquard.optimize.tune.prune;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Pruner;
import java.util.ArrayList;
import java.util.List;

/**
 * Hyperband (Li et al. 2018): asynchronous successive halving in several brackets, the first of
 * which begins to stop trials at step {@code first}, the second at {@code first * reduction}, and
 * so on; the last stops none. It hedges against losses that only tell late. Brackets get trials in
 * Hyperband's proportions, spread evenly over the trials' numbers, and trials are compared within
 * their bracket.
 *
 * @param first the least step at which trials are compared
 * @param last what a whole trial takes
 * @param reduction as in {@link AshaPruner}
 */
public record HyperbandPruner(int first, int last, int reduction) implements Pruner {
  /** Multiples of the golden section's fraction fall evenly into [0, 1) (Weyl 1916). */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  public HyperbandPruner {
    new Rungs(first, last, reduction);
  }

  @Override
  public boolean prunes(History history, FrozenTrial trial) {
    var sizes = sizes();
    int bracket = bracket(trial.number(), sizes);
    if (bracket == sizes.size() - 1) return false;
    var rivals =
        history.trials().stream().filter(t -> bracket(t.number(), sizes) == bracket).toList();
    int begin = (int) (first * Math.pow(reduction, bracket));
    return new Rungs(begin, last, reduction)
        .stops(history, trial, rivals, (_, arrived) -> Math.max(1, arrived / reduction));
  }

  /** The bracket of a trial: 0 stops earliest. */
  public int bracket(int trial) {
    return bracket(trial, sizes());
  }

  private static int bracket(int trial, List<Integer> sizes) {
    int total = sizes.stream().mapToInt(size -> size).sum();
    double place = trial * GOLDEN % 1 * total;
    int bracket = 0;
    for (int size : sizes) {
      if (place < size) break;
      place -= size;
      bracket++;
    }
    return Math.min(bracket, sizes.size() - 1);
  }

  /** How many trials each bracket has in one round (Li et al. 2018, algorithm 1, line 3). */
  private List<Integer> sizes() {
    int halvings = 0;
    for (long step = (long) first * reduction; step <= last; step *= reduction) halvings++;
    var sizes = new ArrayList<Integer>();
    for (int left = halvings; left >= 0; left--) {
      sizes.add((int) Math.ceil((halvings + 1.0) / (left + 1) * Math.pow(reduction, left)));
    }
    return sizes;
  }
}
