package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
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

  /** The copies that put each input into its part of the output. */
  public List<StridedCopy> copies(List<Shape> inputs, Shape y) {
    var copies = new ArrayList<StridedCopy>();
    var strides = y.strides();
    int to = 0;
    for (var x : inputs) {
      copies.add(new StridedCopy(x.dims(), 0, x.strides(), to, strides));
      to += x.dim(axis) * strides[y.axis(axis)];
    }
    return copies;
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var copies = copies(inputs.stream().map(Tensor::shape).toList(), output.shape());
    for (int i = 0; i < inputs.size(); i++) {
      copies.get(i).run(inputs.get(i), output, call.workspace());
    }
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var copies = copies(inputs.stream().map(Tensor::shape).toList(), output.shape());
    var gradients = new Tensor[inputs.size()];
    for (int i = 0; i < gradients.length; i++) {
      if (!call.needsGradient(i)) continue;
      gradients[i] = call.allocate(inputs.get(i).shape());
      copies.get(i).reversed().run(gradOutput, gradients[i], call.workspace());
    }
    return gradients;
  }
}
