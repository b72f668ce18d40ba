package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * A function of one argument, element by element, of any type. {@link Pointwise} is faster and has
 * a gradient where it has the function.
 *
 * @param function which
 * @param a its first parameter
 * @param b its second parameter
 */
public record Elementary(ElementaryFunction function, float a, float b) implements InferenceOnly {
  /** A function without parameters. */
  public Elementary(ElementaryFunction function) {
    this(function, 0, 0);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return function.dtype(inputs.getFirst());
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    for (int i = 0; i < x.size(); i++) {
      Scalars.set(output, i, function.of(Scalars.real(x, i), a, b));
    }
  }
}
