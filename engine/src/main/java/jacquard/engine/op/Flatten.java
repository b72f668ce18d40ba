package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/** {@code [n, ...]} to {@code [n, product of the rest]}. */
public record Flatten() implements Movement {
  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    return Shape.of(x.dim(0), x.product(1, x.rank()));
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.getFirst();
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    output.copyFrom(inputs.getFirst().view(output.shape()));
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    return new Tensor[] {gradOutput.view(inputs.getFirst().shape())};
  }
}
