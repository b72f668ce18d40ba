package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * A function of two arguments of any types, element by element, with NumPy's broadcasting; the
 * result has the first one's type, or is {@code BOOL} for comparisons and logic. {@link Arithmetic}
 * is faster and has a gradient where it has the function.
 *
 * @param function which
 */
public record Pairwise(PairwiseFunction function) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    return Broadcast.shape(inputs.get(0), inputs.get(1));
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return function.yieldsTruth() ? DType.BOOL : inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var a = inputs.get(0);
    var b = inputs.get(1);
    var as = Broadcast.strides(a.shape(), output.shape());
    var bs = Broadcast.strides(b.shape(), output.shape());
    boolean integers = Scalars.isInteger(a.dtype()) && Scalars.isInteger(b.dtype());
    var indices = new Indices(output.shape());
    for (int i = 0; i < output.size(); i++) {
      int ai = indices.offset(as);
      int bi = indices.offset(bs);
      if (integers) {
        Scalars.set(output, i, function.of(Scalars.integer(a, ai), Scalars.integer(b, bi)));
      } else {
        Scalars.set(output, i, function.of(Scalars.real(a, ai), Scalars.real(b, bi)));
      }
      indices.next();
    }
  }
}
