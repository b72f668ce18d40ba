package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.op.Pointwise;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Unary;

/** An element-wise non-linearity. */
public final class Activation extends Module {
  private final Pointwise op;

  private Activation(Unary function, float alpha) {
    op = new Pointwise(function, alpha);
  }

  /** {@code max(x, 0)}. */
  public static Activation relu() {
    return new Activation(Unary.RELU, 0);
  }

  /** {@code x} if positive, else {@code slope * x}. */
  public static Activation leakyRelu(double slope) {
    return new Activation(Unary.LEAKY_RELU, (float) slope);
  }

  /** Gaussian error linear unit, by its tanh approximation. */
  public static Activation gelu() {
    return new Activation(Unary.GELU, 0);
  }

  /** {@code x * sigmoid(x)}. */
  public static Activation silu() {
    return new Activation(Unary.SILU, 0);
  }

  /** {@code 1 / (1 + exp(-x))}. */
  public static Activation sigmoid() {
    return new Activation(Unary.SIGMOID, 0);
  }

  /** Hyperbolic tangent. */
  public static Activation tanh() {
    return new Activation(Unary.TANH, 0);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Autograd.apply(op, x);
  }
}
