package jacquard.optimize.tune;

/** Where a trial stands. */
public enum TrialState {
  /** Enqueued, and not begun. */
  WAITING,
  RUNNING,
  /** Has its values. */
  COMPLETE,
  /** Stopped early; has what it reported. */
  PRUNED,
  /** Threw, returned what is not a finite number, or was torn when its process ended. */
  FAILED;

  /** Whether it will change no more. */
  public boolean isFinished() {
    return this == COMPLETE || this == PRUNED || this == FAILED;
  }
}
