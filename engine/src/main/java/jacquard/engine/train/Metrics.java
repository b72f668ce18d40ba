package jacquard.engine.train;

/**
 * How well a model did on some samples.
 *
 * @param loss the mean loss
 * @param accuracy the share whose most probable class is right, in {@code [0, 1]}
 */
public record Metrics(double loss, double accuracy) {
  /** More right answers or, at a draw, the smaller loss. */
  public boolean isBetterThan(Metrics other) {
    return accuracy > other.accuracy || (accuracy == other.accuracy && loss < other.loss);
  }
}
