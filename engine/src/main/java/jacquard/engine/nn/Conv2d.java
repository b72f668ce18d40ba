package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;

/**
 * Convolution of {@code [n, h, w, in]} to {@code [n, outH, outW, out]}; {@code weight[kernel,
 * kernel, in / groups, out]}, {@code bias[out]}.
 */
public final class Conv2d extends Module {
  private final jacquard.engine.op.Conv2d op;
  private final Parameter weight;
  private final Parameter bias;

  /** Stride 1, one group, with a bias and PyTorch's default initial values. */
  public Conv2d(int in, int out, int kernel, int padding) {
    this(in, out, kernel, 1, padding, 1, true);
  }

  /** PyTorch's default initial values. */
  public Conv2d(
      int in, int out, int kernel, int stride, int padding, int groups, boolean withBias) {
    this(
        in,
        out,
        kernel,
        stride,
        padding,
        groups,
        withBias,
        Initializer.torchDefault(kernel * kernel * in / groups));
  }

  /**
   * With a choice of how weights are drawn.
   *
   * @param groups must divide {@code in} and {@code out}; {@code in} for depthwise
   * @throws IllegalArgumentException if it does not
   */
  public Conv2d(
      int in,
      int out,
      int kernel,
      int stride,
      int padding,
      int groups,
      boolean withBias,
      Initializer initializer) {
    if (groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          "%d groups do not divide %d input and %d output channels".formatted(groups, in, out));
    }
    op = new jacquard.engine.op.Conv2d(stride, padding, groups);
    int fanIn = kernel * kernel * in / groups;
    var shape = Shape.of(kernel, kernel, in / groups, out);
    weight = parameter("weight", new Parameter(shape, initializer));
    bias =
        withBias
            ? parameter("bias", new Parameter(Shape.of(out), Initializer.torchDefault(fanIn)))
            : null;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return bias == null ? Autograd.apply(op, x, weight) : Autograd.apply(op, x, weight, bias);
  }
}
