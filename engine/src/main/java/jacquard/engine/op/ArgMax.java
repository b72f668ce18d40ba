package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * The index of the first maximum along an axis, as int32.
 *
 * @param axis which axis; negative axes count from the last
 */
public record ArgMax(int axis) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst().without(axis);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return DType.INT32;
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    int index = x.shape().axis(axis);
    Kernels.reduction()
        .argmax(
            x.shape().product(0, index),
            x.dim(index),
            x.shape().product(index + 1, x.shape().rank()),
            x.floats(),
            output.ints(),
            call.workspace());
  }
}
