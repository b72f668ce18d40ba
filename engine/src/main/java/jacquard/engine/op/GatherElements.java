package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Inputs {@code x} of any type and integers {@code indices} of the same rank: each output element
 * is the one of {@code x} at its own index, but for one axis, where {@code indices} tells.
 *
 * @param axis which axis; negative axes count from the last
 */
public record GatherElements(int axis) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    requireFit(inputs.get(0), inputs.get(1), axis);
    return inputs.get(1);
  }

  static void requireFit(Shape x, Shape indices, int axis) {
    boolean fits = x.rank() == indices.rank() && x.rank() > 0;
    int index = fits ? x.axis(axis) : 0;
    for (int i = 0; fits && i < x.rank(); i++) fits = i == index || indices.dim(i) <= x.dim(i);
    if (!fits) throw new ShapeException("indices %s do not fit %s".formatted(indices, x));
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.get(0);
    int index = x.shape().axis(axis);
    var strides = x.shape().strides();
    var walk = new Indices(output.shape());
    for (int i = 0; i < output.size(); i++) {
      int chosen = Indices.of(inputs.get(1), i, x.dim(index));
      int from = walk.offset(strides) + (chosen - walk.index()[index]) * strides[index];
      Scalars.copy(x, from, output, i);
      walk.next();
    }
  }
}
