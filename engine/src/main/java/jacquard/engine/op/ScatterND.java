package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Inputs {@code x, indices, updates}: {@code x} with parts put where the vectors tell that are the
 * last axis of {@code indices}.
 *
 * @param reduction what happens to what was there
 */
public record ScatterND(Scatter reduction) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.get(0);
    var indices = inputs.get(1);
    boolean fits = indices.rank() > 0 && indices.dim(-1) <= x.rank();
    if (!fits || inputs.get(2).size() != updates(x, indices)) {
      throw new ShapeException(
          "indices %s and updates %s do not fit %s".formatted(indices, inputs.get(2), x));
    }
    return x;
  }

  private static long updates(Shape x, Shape indices) {
    long parts = indices.product(0, indices.rank() - 1);
    return parts * x.product(indices.dim(-1), x.rank());
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return Scalars.common(inputs.get(0), inputs.get(2));
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var indices = inputs.get(1);
    output.copyFrom(inputs.get(0));
    int depth = indices.dim(-1);
    int part = output.shape().product(depth, output.shape().rank());
    for (int i = 0; i < indices.shape().product(0, indices.shape().rank() - 1); i++) {
      int to = 0;
      for (int j = 0; j < depth; j++) {
        to = to * output.dim(j) + Indices.of(indices, i * depth + j, output.dim(j));
      }
      for (int j = 0; j < part; j++) {
        reduction.put(inputs.get(2), i * part + j, output, to * part + j);
      }
    }
  }
}
