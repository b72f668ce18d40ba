package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
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

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    copy(call, x, permuted(x.shape().strides()), output, output.shape().strides(), output.shape());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var dx = call.allocate(inputs.getFirst().shape());
    copy(
        call,
        gradOutput,
        gradOutput.shape().strides(),
        dx,
        permuted(dx.shape().strides()),
        gradOutput.shape());
    return new Tensor[] {dx};
  }

  private int[] permuted(int[] strides) {
    return axes.stream().mapToInt(axis -> strides[axis]).toArray();
  }

  private static void copy(
      Call call, Tensor x, int[] xStrides, Tensor y, int[] yStrides, Shape dims) {
    Kernels.movement()
        .copy(
            dims.dims(), x.floats(), 0, xStrides, y.floats(), 0, yStrides, false, call.workspace());
  }
}
