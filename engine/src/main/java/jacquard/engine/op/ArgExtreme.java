package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Where an axis has its largest or smallest element, as int64; the axis is left out.
 *
 * @param largest the largest instead of the smallest
 * @param axis which axis; negative axes count from the last
 * @param last of equals the last instead of the first
 */
public record ArgExtreme(boolean largest, int axis, boolean last) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst().without(axis);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return DType.INT64;
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    int index = x.shape().axis(axis);
    int length = x.dim(index);
    int inner = x.shape().product(index + 1, x.shape().rank());
    for (int i = 0; i < output.size(); i++) {
      output.longs()[i] = find(x, i / inner * length * inner + i % inner, length, inner);
    }
  }

  private int find(Tensor x, int from, int length, int stride) {
    int best = 0;
    for (int j = 1; j < length; j++) {
      double candidate = Scalars.real(x, from + j * stride);
      double holder = Scalars.real(x, from + best * stride);
      boolean better = largest ? candidate > holder : candidate < holder;
      if (better || (last && candidate == holder)) best = j;
    }
    return best;
  }
}
