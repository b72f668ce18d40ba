package jacquard.engine.optim;

/**
 * The same rate at every step.
 *
 * @param rate at least 0
 */
public record ConstantLR(double rate) implements Schedule {
  /**
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public ConstantLR {
    Require.nonNegative("learning rate", rate);
  }

  @Override
  public double learningRate(long step) {
    return rate;
  }
}
