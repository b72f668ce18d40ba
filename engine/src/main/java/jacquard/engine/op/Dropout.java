package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * Inverted dropout (Srivastava et al. 2014): in training each element is zero with probability
 * {@code rate} and scaled by {@code 1 / (1 - rate)} otherwise; in evaluation nothing happens.
 *
 * @param rate in {@code [0, 1)}
 */
public record Dropout(float rate) implements Elementwise {
  /**
   * @throws IllegalArgumentException if the rate is not in {@code [0, 1)}
   */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout rate must be in [0, 1), not " + rate);
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    drop(call, inputs.getFirst(), output);
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var dx = call.allocate(gradOutput.shape());
    drop(call, gradOutput, dx);
    return new Tensor[] {dx};
  }

  /** Forward and backward are the same function of the same draws. */
  private void drop(Call call, Tensor x, Tensor y) {
    if (call.training()) {
      Kernels.elementwise()
          .dropout(
              rate, call.seed(), call.stream(), x.size(), x.floats(), y.floats(), call.workspace());
    } else {
      y.copyFrom(x);
    }
  }
}
