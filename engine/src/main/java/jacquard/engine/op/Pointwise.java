package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Elementwise;
import jacquard.kernels.Kernels;
import jacquard.kernels.Unary;
import java.util.List;

/**
 * A function of one argument, element by element.
 *
 * @param function which
 * @param alpha its parameter (the slope of {@code LEAKY_RELU}, the factor of {@code SCALE}, the
 *     summand of {@code SHIFT}; else 0)
 */
public record Pointwise(Unary function, float alpha) implements jacquard.engine.op.Elementwise {
  /** A function without a parameter. */
  public Pointwise(Unary function) {
    this(function, 0);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    Kernels.elementwise()
        .unary(function, alpha, x.size(), x.floats(), output.floats(), call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var x = inputs.getFirst();
    var dx = call.allocate(x.shape());
    boolean readsOutput = Elementwise.backwardReadsOutput(function);
    Kernels.elementwise()
        .unaryBackward(
            function,
            alpha,
            x.size(),
            readsOutput ? null : x.floats(),
            readsOutput ? output.floats() : null,
            gradOutput.floats(),
            dx.floats(),
            call.workspace());
    return new Tensor[] {dx};
  }
}
