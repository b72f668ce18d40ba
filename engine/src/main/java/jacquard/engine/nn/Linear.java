package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;

/** {@code x W + b} on the last axis; {@code weight[in, out]}, {@code bias[out]}. */
public final class Linear extends Module {
  private final Parameter weight;
  private final Parameter bias;

  /** With a bias and PyTorch's default initial values. */
  public Linear(int in, int out) {
    this(in, out, Initializer.torchDefault(in), true);
  }

  /** With a choice of how weights are drawn, and whether there is a bias. */
  public Linear(int in, int out, Initializer initializer, boolean withBias) {
    weight = parameter("weight", new Parameter(Shape.of(in, out), initializer));
    bias =
        withBias
            ? parameter("bias", new Parameter(Shape.of(out), Initializer.torchDefault(in)))
            : null;
  }

  @Override
  protected Tensor forward(Tensor x) {
    var op = new jacquard.engine.op.Linear();
    return bias == null ? Autograd.apply(op, x, weight) : Autograd.apply(op, x, weight, bias);
  }
}
