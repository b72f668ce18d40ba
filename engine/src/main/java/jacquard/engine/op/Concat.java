package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * Joins any number of tensors along an axis.
 *
 * @param axis which axis
 */
public record Concat(int axis) implements Movement {
  @Override
  public Shape shape(List<Shape> inputs) {
    var first = inputs.getFirst();
    int length = 0;
    for (var input : inputs) {
      if (input.rank() != first.rank() || !input.with(axis, 1).equals(first.with(axis, 1))) {
        throw new ShapeException("cannot join %s along axis %d".formatted(inputs, axis));
      }
      length += input.dim(axis);
    }
    return first.with(axis, length);
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    int offset = 0;
    var strides = output.shape().strides();
    for (var x : inputs) {
      Kernels.movement()
          .copy(
              x.shape().dims(),
              x.floats(),
              0,
              x.shape().strides(),
              output.floats(),
              offset,
              strides,
              false,
              call.workspace());
      offset += x.dim(axis) * strides[x.shape().axis(axis)];
    }
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    int offset = 0;
    var strides = output.shape().strides();
    var gradients = new Tensor[inputs.size()];
    for (int i = 0; i < gradients.length; i++) {
      var shape = inputs.get(i).shape();
      if (call.needsGradient(i)) {
        gradients[i] = call.allocate(shape);
        Kernels.movement()
            .copy(
                shape.dims(),
                gradOutput.floats(),
                offset,
                strides,
                gradients[i].floats(),
                0,
                shape.strides(),
                false,
                call.workspace());
      }
      offset += shape.dim(axis) * strides[shape.axis(axis)];
    }
    return gradients;
  }
}
