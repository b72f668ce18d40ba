package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Reorders the axes: output axis {@code i} is input axis {@code axes[i]}.
 *
 * @param axes a permutation of {@code 0 .. rank - 1}
 */
public record Permute(List<Integer> axes) implements Movement {
  /** Copies the list. */
  public Permute {
    axes = List.copyOf(axes);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    var dims = new int[axes.size()];
    boolean fits = axes.size() == x.rank() && axes.stream().distinct().count() == x.rank();
    for (int i = 0; fits && i < dims.length; i++) {
      int axis = axes.get(i);
      fits = axis >= 0 && axis < x.rank();
      if (fits) dims[i] = x.dim(axis);
    }
    if (!fits) throw new ShapeException("cannot permute %s by %s".formatted(x, axes));
    return Shape.of(dims);
  }

  /** The copy that moves {@code x} into its output. */
  public StridedCopy copy(Shape x, Shape y) {
    var strides = x.strides();
    var permuted = axes.stream().mapToInt(axis -> strides[axis]).toArray();
    return new StridedCopy(y.dims(), 0, permuted, 0, y.strides());
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    copy(x.shape(), output.shape()).run(x, output, call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var dx = call.allocate(inputs.getFirst().shape());
    copy(dx.shape(), output.shape()).reversed().run(gradOutput, dx, call.workspace());
    return new Tensor[] {dx};
  }
}
