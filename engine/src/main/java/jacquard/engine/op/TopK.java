package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The largest or smallest elements along an axis, best first; of equals the first comes first.
 *
 * @param k how many
 * @param axis which axis; negative axes count from the last
 * @param largest the largest instead of the smallest
 * @param indices where they are, as int64, instead of what they are
 */
public record TopK(int k, int axis, boolean largest, boolean indices) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (k < 0 || k > x.dim(axis)) {
      throw new ShapeException("axis %d of %s has no %d elements".formatted(axis, x, k));
    }
    return x.with(axis, k);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return indices ? DType.INT64 : inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    int index = x.shape().axis(axis);
    int length = x.dim(index);
    int inner = x.shape().product(index + 1, x.shape().rank());
    for (int row = 0; row < x.shape().without(index).size(); row++) {
      int from = row / inner * length * inner + row % inner;
      int to = row / inner * k * inner + row % inner;
      var best = best(x, from, length, inner);
      for (int j = 0; j < k; j++) {
        if (indices) output.longs()[to + j * inner] = best[j];
        else Scalars.copy(x, from + best[j] * inner, output, to + j * inner);
      }
    }
  }

  private int[] best(Tensor x, int from, int length, int stride) {
    Comparator<Integer> order = Comparator.comparingDouble(j -> Scalars.real(x, from + j * stride));
    return IntStream.range(0, length)
        .boxed()
        .sorted(largest ? order.reversed() : order)
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
