package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * The same elements under another shape.
 *
 * @param dims the new dimensions; one may be -1: whatever is left. To keep the batch symbolic, let
 *     that be axis 0
 */
public record Reshape(List<Integer> dims) implements Movement {
  /** Copies the list. */
  public Reshape {
    dims = List.copyOf(dims);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    int known = 1;
    int free = -1;
    var target = dims.stream().mapToInt(Integer::intValue).toArray();
    for (int i = 0; i < target.length; i++) {
      if (target[i] == -1 && free < 0) free = i;
      else known *= target[i];
    }
    if (free >= 0 && known > 0 && x.size() % known == 0) target[free] = x.size() / known;
    var shape = free >= 0 && target[free] < 0 ? null : Shape.of(target);
    if (shape == null || shape.size() != x.size()) {
      throw new ShapeException("cannot reshape %s to %s".formatted(x, dims));
    }
    return shape;
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
