package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Slices of an axis by their index: inputs {@code x} of any type and integers {@code indices},
 * which count from the end where negative; the indices' axes take the place of that axis. {@link
 * Embedding} is faster and has a gradient where rows of a float table are taken.
 *
 * @param axis which axis; negative axes count from the last
 */
public record Gather(int axis) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.get(0);
    var indices = inputs.get(1);
    int index = x.axis(axis);
    var dims = new int[x.rank() - 1 + indices.rank()];
    for (int i = 0; i < dims.length; i++) {
      if (i < index) dims[i] = x.dim(i);
      else if (i < index + indices.rank()) dims[i] = indices.dim(i - index);
      else dims[i] = x.dim(i - indices.rank() + 1);
    }
    return Shape.of(dims);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.get(0);
    var indices = inputs.get(1);
    int index = x.shape().axis(axis);
    int outer = x.shape().product(0, index);
    int length = x.dim(index);
    int inner = x.shape().product(index + 1, x.shape().rank());
    for (int i = 0, to = 0; i < outer; i++) {
      for (int j = 0; j < indices.size(); j++, to += inner) {
        int from = (i * length + Indices.of(indices, j, length)) * inner;
        System.arraycopy(x.array(), from, output.array(), to, inner);
      }
    }
  }
}
