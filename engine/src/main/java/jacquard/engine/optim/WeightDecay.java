package jacquard.engine.optim;

import jacquard.engine.tensor.Tensor;

/**
 * How strongly parameters are pulled towards zero.
 *
 * @param rate at least 0
 * @param matricesOnly spare tensors of one axis: biases, and the scales and shifts of normalisation
 */
public record WeightDecay(double rate, boolean matricesOnly) {
  /** No decay. */
  public static final WeightDecay NONE = new WeightDecay(0, false);

  /**
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public WeightDecay {
    Require.nonNegative("weight decay", rate);
  }

  /** The decay of every parameter, as in PyTorch. */
  public static WeightDecay of(double rate) {
    return new WeightDecay(rate, false);
  }

  /** The decay of tensors of two or more axes alone. */
  public static WeightDecay ofMatrices(double rate) {
    return new WeightDecay(rate, true);
  }

  /** The rate for one parameter. */
  double of(Tensor parameter) {
    return matricesOnly && parameter.shape().rank() < 2 ? 0 : rate;
  }
}
