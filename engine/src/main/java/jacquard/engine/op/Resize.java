package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Stretches or shrinks axes, one after the other.
 *
 * @param sizes the new lengths; -1 for an axis that stays as it is
 * @param scales new by old length, as the model gives them: not always their exact ratio
 * @param sampling how an element is found
 */
public record Resize(List<Integer> sizes, List<Float> scales, Sampling sampling)
    implements InferenceOnly {
  /** Copies the lists. */
  public Resize {
    sizes = List.copyOf(sizes);
    scales = List.copyOf(scales);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (sizes.size() != x.rank() || scales.size() != x.rank() || x.size() == 0) {
      throw new ShapeException("cannot resize %s to %s by %s".formatted(x, sizes, scales));
    }
    var y = x;
    for (int i = 0; i < x.rank(); i++) if (sizes.get(i) >= 0) y = y.with(i, sizes.get(i));
    return y;
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    var values = new double[x.size()];
    for (int i = 0; i < values.length; i++) values[i] = Scalars.real(x, i);
    var shape = x.shape();
    for (boolean shrinks : new boolean[] {true, false}) { // so that nothing between is larger
      for (int axis = 0; axis < shape.rank(); axis++) {
        boolean isShorter = sizes.get(axis) <= x.dim(axis);
        if (sizes.get(axis) < 0 || isShorter != shrinks) continue;
        var changed = shape.with(axis, sizes.get(axis));
        values = resized(values, shape, changed, axis);
        shape = changed;
      }
    }
    for (int i = 0; i < output.size(); i++) Scalars.set(output, i, values[i]);
  }

  private double[] resized(double[] x, Shape from, Shape to, int axis) {
    int length = from.dim(axis);
    int longer = to.dim(axis);
    int inner = from.product(axis + 1, from.rank());
    var y = new double[to.size()];
    for (int i = 0; i < longer; i++) {
      var taps = sampling.taps(axis, i, length, longer, scales.get(axis));
      for (int row = 0; row < y.length / Math.max(1, longer); row++) {
        int outer = row / inner;
        int at = row % inner;
        double sum = taps.constant();
        for (int j = 0; j < taps.weights().length; j++) {
          sum += taps.weights()[j] * x[(outer * length + taps.indices()[j]) * inner + at];
        }
        y[(outer * longer + i) * inner + at] = sum;
      }
    }
    return y;
  }
}
