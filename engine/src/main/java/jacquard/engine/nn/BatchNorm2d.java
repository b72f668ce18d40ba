package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;

/** Batch normalisation of the channels of {@code [n, h, w, c]} (any {@code [..., c]} will do). */
public final class BatchNorm2d extends Module {
  private final jacquard.engine.op.BatchNorm2d op;
  private final Parameter weight;
  private final Parameter bias;
  private final Tensor runningMean;
  private final Tensor runningVar;

  /** PyTorch's defaults: momentum 0.1, epsilon 1e-5. */
  public BatchNorm2d(int channels) {
    this(channels, 0.1f, 1e-5f);
  }

  /** With a choice of momentum (in {@code [0, 1]}) and epsilon. */
  public BatchNorm2d(int channels, float momentum, float epsilon) {
    op = new jacquard.engine.op.BatchNorm2d(momentum, epsilon);
    var shape = Shape.of(channels);
    weight = parameter("weight", new Parameter(shape, Initializer.ONES));
    bias = parameter("bias", new Parameter(shape, Initializer.ZEROS));
    runningMean = buffer("running_mean", Tensor.zeros(shape));
    runningVar = buffer("running_var", Tensor.full(shape, 1));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Autograd.apply(op, x, weight, bias, runningMean, runningVar);
  }
}
