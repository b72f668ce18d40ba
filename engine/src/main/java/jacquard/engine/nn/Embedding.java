package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;

/** Rows of a learned table {@code weight[rows, width]} by int32 index. */
public final class Embedding extends Module {
  private final Parameter weight;

  /** Standard normal initial values, as in PyTorch. */
  public Embedding(int rows, int width) {
    weight = parameter("weight", new Parameter(Shape.of(rows, width), Initializer.normal(1)));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Autograd.apply(new jacquard.engine.op.Embedding(), weight, x);
  }
}
