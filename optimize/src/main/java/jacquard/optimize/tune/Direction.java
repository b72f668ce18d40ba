package jacquard.optimize.tune;

/** Whether an objective is to be small or large. */
public enum Direction {
  MINIMIZE,
  MAXIMIZE;

  /** The value as a loss, of which less is better; its own inverse. */
  public double loss(double value) {
    return this == MINIMIZE ? value : -value;
  }
}
