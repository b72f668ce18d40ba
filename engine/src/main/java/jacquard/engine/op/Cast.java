package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * The same numbers in another type: towards zero for integers, which wrap where they do not fit.
 *
 * @param to the type
 */
public record Cast(DType to) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return to;
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    boolean real = !Scalars.isInteger(x.dtype());
    for (int i = 0; i < x.size(); i++) {
      if (real) Scalars.set(output, i, Scalars.real(x, i));
      else Scalars.set(output, i, Scalars.integer(x, i));
    }
  }
}
