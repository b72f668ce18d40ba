package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.Tensor;

/** Drops elements in training; in evaluation, or with rate 0, nothing happens. */
public final class Dropout extends Module {
  private final jacquard.engine.op.Dropout op;

  /**
   * A dropout layer.
   *
   * @param rate the probability of dropping, in {@code [0, 1)}
   */
  public Dropout(double rate) {
    op = new jacquard.engine.op.Dropout((float) rate);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return op.rate() == 0 ? x : Autograd.apply(op, x);
  }
}
