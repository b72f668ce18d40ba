package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * Surrounds a tensor with a constant.
 *
 * @param before how many elements are added in front of each axis
 * @param after how many are added behind
 * @param value the constant
 */
public record Pad(List<Integer> before, List<Integer> after, float value) implements Movement {
  /** Copies the lists. */
  public Pad {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (before.size() != x.rank() || after.size() != x.rank()) {
      throw new ShapeException("cannot pad %s by %s and %s".formatted(x, before, after));
    }
    var dims = x.dims();
    for (int i = 0; i < dims.length; i++) {
      if (before.get(i) < 0 || after.get(i) < 0) {
        throw new ShapeException("padding must not be negative: %s, %s".formatted(before, after));
      }
      long padded = (long) dims[i] + before.get(i) + after.get(i);
      dims[i] = (int) Math.min(padded, Integer.MAX_VALUE); // which no shape takes
    }
    return Shape.of(dims);
  }

  /** The copy that puts {@code x} into its frame. */
  public StridedCopy copy(Shape x, Shape y) {
    var strides = y.strides();
    int to = 0;
    for (int i = 0; i < strides.length; i++) to += before.get(i) * strides[i];
    return new StridedCopy(x.dims(), 0, x.strides(), to, strides);
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    Kernels.movement().fill(output.size(), value, output.floats(), call.workspace());
    copy(x.shape(), output.shape()).run(x, output, call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var dx = call.allocate(inputs.getFirst().shape());
    copy(dx.shape(), output.shape()).reversed().run(gradOutput, dx, call.workspace());
    return new Tensor[] {dx};
  }
}
