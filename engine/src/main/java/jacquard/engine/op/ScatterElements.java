package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Inputs {@code x, indices, updates}: {@code x} with each update put at its own index, but for one
 * axis, where {@code indices} tells.
 *
 * @param axis which axis; negative axes count from the last
 * @param reduction what happens to what was there
 */
public record ScatterElements(int axis, Scatter reduction) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    var indices = inputs.get(1);
    GatherElements.requireFit(inputs.get(0), indices, axis);
    if (!indices.equals(inputs.get(2))) {
      throw new ShapeException("updates %s do not fit %s".formatted(inputs.get(2), indices));
    }
    return inputs.get(0);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return Scalars.common(inputs.get(0), inputs.get(2));
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var updates = inputs.get(2);
    output.copyFrom(inputs.get(0));
    int index = output.shape().axis(axis);
    var strides = output.shape().strides();
    var walk = new Indices(updates.shape());
    for (int i = 0; i < updates.size(); i++) {
      int chosen = Indices.of(inputs.get(1), i, output.dim(index));
      int to = walk.offset(strides) + (chosen - walk.index()[index]) * strides[index];
      reduction.put(updates, i, output, to);
      walk.next();
    }
  }
}
