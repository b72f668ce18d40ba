package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * A part of one axis: elements {@code start, start + step, ...} below {@code end}.
 *
 * @param axis which axis; to keep the batch symbolic, not axis 0
 * @param start the first index
 * @param end one past the last index
 * @param step at least 1
 */
public record Slice(int axis, int start, int end, int step) implements Movement {
  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (start < 0 || start >= end || end > x.dim(axis) || step < 1) {
      throw new ShapeException(
          "cannot slice axis %d of %s from %d to %d by %d".formatted(axis, x, start, end, step));
    }
    return x.with(axis, (end - start + step - 1) / step);
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    Kernels.movement()
        .copy(
            output.shape().dims(),
            x.floats(),
            start * x.shape().strides()[x.shape().axis(axis)],
            steppedStrides(x.shape()),
            output.floats(),
            0,
            output.shape().strides(),
            false,
            call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var dx = call.allocate(inputs.getFirst().shape());
    Kernels.movement().fill(dx.size(), 0, dx.floats(), call.workspace());
    Kernels.movement()
        .copy(
            output.shape().dims(),
            gradOutput.floats(),
            0,
            output.shape().strides(),
            dx.floats(),
            start * dx.shape().strides()[dx.shape().axis(axis)],
            steppedStrides(dx.shape()),
            false,
            call.workspace());
    return new Tensor[] {dx};
  }

  private int[] steppedStrides(Shape x) {
    var strides = x.strides();
    strides[x.axis(axis)] *= step;
    return strides;
  }

  /** Where the element at {@code index} stands in a tensor of that shape. */
  static int offset(List<Integer> index, Shape shape) {
    var strides = shape.strides();
    int offset = 0;
    for (int i = 0; i < strides.length; i++) offset += index.get(i) * strides[i];
    return offset;
  }
}
