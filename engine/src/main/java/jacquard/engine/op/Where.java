package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Inputs {@code condition, x, y}, broadcast together: elements of {@code x} where the condition is
 * not 0, else of {@code y}.
 */
public record Where() implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    return Broadcast.shape(inputs.get(0), Broadcast.shape(inputs.get(1), inputs.get(2)));
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return Scalars.common(inputs.get(1), inputs.get(2));
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var condition = inputs.get(0);
    var cs = Broadcast.strides(condition.shape(), output.shape());
    var xs = Broadcast.strides(inputs.get(1).shape(), output.shape());
    var ys = Broadcast.strides(inputs.get(2).shape(), output.shape());
    var indices = new Indices(output.shape());
    for (int i = 0; i < output.size(); i++) {
      boolean holds = Scalars.integer(condition, indices.offset(cs)) != 0;
      if (holds) Scalars.copy(inputs.get(1), indices.offset(xs), output, i);
      else Scalars.copy(inputs.get(2), indices.offset(ys), output, i);
      indices.next();
    }
  }
}
