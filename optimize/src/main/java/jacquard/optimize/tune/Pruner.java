package jacquard.optimize.tune;

/** Decides which trials are hopeless. Stateless: everything is in the history. */
@FunctionalInterface
public interface Pruner {
  /**
   * Whether the trial should stop now.
   *
   * @param trial with at least one report
   */
  boolean prunes(History history, FrozenTrial trial);

  /** Lets every trial run to its end. */
  static Pruner none() {
    return (history, trial) -> false;
  }
}
