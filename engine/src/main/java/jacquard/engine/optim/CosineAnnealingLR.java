package jacquard.engine.optim;

/**
 * Half a period of the cosine (Loshchilov and Hutter 2017, equation 5), then the last rate.
 *
 * @param rate the first rate
 * @param tMax the steps until the last rate; 0 for open
 * @param etaMin the last rate
 */
public record CosineAnnealingLR(double rate, long tMax, double etaMin) implements Schedule {
  /**
   * @throws IllegalArgumentException if a value is negative or not finite
   */
  public CosineAnnealingLR {
    Require.nonNegative("learning rate", rate);
    Require.nonNegative("length of the schedule", tMax);
    Require.nonNegative("last learning rate", etaMin);
  }

  /** From a rate to 0 over the whole training. */
  public CosineAnnealingLR(double rate) {
    this(rate, 0, 0);
  }

  @Override
  public double learningRate(long step) {
    return Annealing.cosine(rate, etaMin, Math.min(1, step / Annealing.closed(tMax)));
  }

  @Override
  public Schedule over(long totalSteps) {
    return tMax > 0 ? this : new CosineAnnealingLR(rate, totalSteps, etaMin);
  }
}
