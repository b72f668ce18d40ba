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

  /** The copy that takes the output from {@code x}. */
  public StridedCopy copy(Shape x, Shape y) {
    var strides = x.strides();
    int from = start * strides[x.axis(axis)];
    strides[x.axis(axis)] *= step;
    return new StridedCopy(y.dims(), from, strides, 0, y.strides());
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    copy(x.shape(), output.shape()).run(x, output, call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var dx = call.allocate(inputs.getFirst().shape());
    Kernels.movement().fill(dx.size(), 0, dx.floats(), call.workspace());
    copy(dx.shape(), output.shape()).reversed().run(gradOutput, dx, call.workspace());
    return new Tensor[] {dx};
  }
}
