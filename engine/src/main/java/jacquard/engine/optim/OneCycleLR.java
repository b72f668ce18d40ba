package jacquard.engine.optim;

/**
 * Up to a large rate and down to almost nothing, both along cosines (Smith and Topin 2018, as in
 * PyTorch with {@code anneal_strategy="cos"}; the momentum stays as it is).
 *
 * @param maxRate the largest rate
 * @param totalSteps the length; 0 for open
 * @param pctStart the share of steps that go up, in {@code (0, 1)}
 * @param divFactor largest rate / first rate
 * @param finalDivFactor first rate / last rate
 */
public record OneCycleLR(
    double maxRate, long totalSteps, double pctStart, double divFactor, double finalDivFactor)
    implements Schedule {
  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public OneCycleLR {
    Require.positive("largest learning rate", maxRate);
    Require.nonNegative("length of the schedule", totalSteps);
    Require.positive("share of rising steps", pctStart);
    Require.fraction("share of rising steps", pctStart);
    Require.positive("largest rate / first rate", divFactor);
    Require.positive("first rate / last rate", finalDivFactor);
  }

  /** PyTorch's defaults over the whole training: 30 % rising, from a 25th, to 1e-4 of that. */
  public OneCycleLR(double maxRate) {
    this(maxRate, 0, 0.3, 25, 1e4);
  }

  @Override
  public double learningRate(long step) {
    double last = Annealing.closed(totalSteps) - 1;
    double first = maxRate / divFactor;
    double top = pctStart * totalSteps - 1; // PyTorch counts from the first step's end
    if (step <= top) return Annealing.cosine(first, maxRate, step / top);
    double share = Math.min(1, (step - top) / (last - top));
    return Annealing.cosine(maxRate, first / finalDivFactor, share);
  }

  @Override
  public Schedule over(long steps) {
    return totalSteps > 0
        ? this
        : new OneCycleLR(maxRate, steps, pctStart, divFactor, finalDivFactor);
  }
}
