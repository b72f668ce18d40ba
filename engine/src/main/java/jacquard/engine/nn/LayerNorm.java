package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;

/** Layer normalisation over the last axis. */
public final class LayerNorm extends Module {
  private final jacquard.engine.op.LayerNorm op;
  private final Parameter weight;
  private final Parameter bias;

  /** PyTorch's default epsilon, 1e-5. */
  public LayerNorm(int channels) {
    this(channels, 1e-5f);
  }

  /** With a choice of epsilon. */
  public LayerNorm(int channels, float epsilon) {
    op = new jacquard.engine.op.LayerNorm(epsilon);
    weight = parameter("weight", new Parameter(Shape.of(channels), Initializer.ONES));
    bias = parameter("bias", new Parameter(Shape.of(channels), Initializer.ZEROS));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Autograd.apply(op, x, weight, bias);
  }
}
