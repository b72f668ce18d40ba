package jacquard.engine.optim;

import java.util.Objects;

/**
 * A straight rise to another schedule's first rate, then that schedule.
 *
 * @param steps how long the rise lasts, at least 1
 * @param startFactor the first rate's share of the rate it rises to, in {@code [0, 1)}
 * @param after what follows
 */
public record WarmUp(long steps, double startFactor, Schedule after) implements Schedule {
  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public WarmUp {
    Require.positive("steps of warm-up", steps);
    Require.fraction("start factor of the warm-up", startFactor);
    Objects.requireNonNull(after, "what follows the warm-up must not be null");
  }

  @Override
  public double learningRate(long step) {
    if (step >= steps) return after.learningRate(step - steps);
    double share = startFactor + (1 - startFactor) * step / steps;
    return after.learningRate(0) * share;
  }

  @Override
  public Schedule over(long totalSteps) {
    return new WarmUp(steps, startFactor, after.over(Math.max(1, totalSteps - steps)));
  }
}
