package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.Tensor;

/** {@code [n, ...]} to {@code [n, product of the rest]}. */
public final class Flatten extends Module {
  /** A layer without parameters. */
  public Flatten() {}

  @Override
  protected Tensor forward(Tensor x) {
    return Autograd.apply(new jacquard.engine.op.Flatten(), x);
  }
}
