package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Running sums along an axis.
 *
 * @param axis which axis; negative axes count from the last
 * @param exclusive each without its own element
 * @param reverse from the end
 */
public record CumSum(int axis, boolean exclusive, boolean reverse) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    inputs.getFirst().axis(axis);
    return inputs.getFirst();
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    int index = x.shape().axis(axis);
    int length = x.dim(index);
    int inner = x.shape().product(index + 1, x.shape().rank());
    for (int row = 0; row < x.shape().without(index).size(); row++) {
      int from = row / inner * length * inner + row % inner;
      double sum = 0;
      for (int j = 0; j < length; j++) {
        int at = from + (reverse ? length - 1 - j : j) * inner;
        double before = sum;
        sum += Scalars.real(x, at);
        Scalars.set(output, at, exclusive ? before : sum);
      }
    }
  }
}
