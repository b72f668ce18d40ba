package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Repeats axes of length 1, as NumPy's broadcasting does, and puts axes in front.
 *
 * @param dims the new dimensions; -1 for an axis that stays as it is
 */
public record Expand(List<Integer> dims) implements Movement {
  /** Copies the list. */
  public Expand {
    dims = List.copyOf(dims);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    var target = new int[dims.size()];
    for (int i = 0; i < target.length; i++) {
      int own = i + x.rank() - target.length;
      target[i] = dims.get(i) < 0 && own >= 0 ? x.dim(own) : dims.get(i);
    }
    return Broadcast.shape(x, Shape.of(target));
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.getFirst();
  }

  /** The copy that fills the output. */
  public StridedCopy copy(Shape x, Shape y) {
    return new StridedCopy(y.dims(), 0, Broadcast.strides(x, y), 0, y.strides());
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    copy(x.shape(), output.shape()).run(x, output, call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    return new Tensor[] {Broadcast.sumTo(inputs.getFirst().shape(), gradOutput, call)};
  }
}
