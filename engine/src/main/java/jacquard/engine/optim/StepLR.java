package jacquard.engine.optim;

/**
 * A rate that is multiplied by {@code gamma} every {@code stepSize} steps.
 *
 * @param rate the first rate
 * @param stepSize at least 1
 * @param gamma positive
 */
public record StepLR(double rate, long stepSize, double gamma) implements Schedule {
  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public StepLR {
    Require.nonNegative("learning rate", rate);
    Require.positive("step size", stepSize);
    Require.positive("gamma", gamma);
  }

  /** PyTorch's default: a tenth. */
  public StepLR(double rate, long stepSize) {
    this(rate, stepSize, 0.1);
  }

  @Override
  public double learningRate(long step) {
    return rate * StrictMath.pow(gamma, step / stepSize);
  }
}
