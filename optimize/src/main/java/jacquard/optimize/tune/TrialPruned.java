package jacquard.optimize.tune;

/** Thrown by an objective that gives up because {@link Trial#shouldPrune} said so. */
public final class TrialPruned extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrialPruned(int number) {
    super("trial " + number + " was pruned", null, false, false);
  }
}
