package jacquard.optimize.tune;

import java.time.Duration;

/**
 * When to begin no more trials.
 *
 * @param trials that this run begins
 * @param total that the study has, whoever ran them; those torn by a process that ended do not
 *     count
 * @param time since the run began
 */
public record Budget(int trials, int total, Duration time) {
  private static final Duration ENDLESS = Duration.ofDays(36_500);

  public Budget {
    if (trials < 0 || total < 0 || time.isNegative()) {
      throw new IllegalArgumentException("a budget is not negative");
    }
  }

  /** So many trials more. */
  public static Budget trials(int trials) {
    return new Budget(trials, Integer.MAX_VALUE, ENDLESS);
  }

  /** Until the study has so many trials: what a resumed run and several processes share. */
  public static Budget total(int total) {
    return new Budget(Integer.MAX_VALUE, total, ENDLESS);
  }

  /** This budget, and at most so long. */
  public Budget within(Duration limit) {
    return new Budget(trials, total, limit);
  }
}
