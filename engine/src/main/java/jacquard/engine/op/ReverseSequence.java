package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Inputs {@code x} and {@code lengths}: the first {@code lengths[b]} steps of each sequence {@code
 * b} of {@code x} in reverse order; the others stay.
 *
 * @param batchAxis the axis of sequences
 * @param timeAxis the axis of steps
 */
public record ReverseSequence(int batchAxis, int timeAxis) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.get(0);
    x.axis(timeAxis);
    if (!inputs.get(1).equals(Shape.of(x.dim(batchAxis)))) {
      throw new ShapeException("lengths %s do not fit %s".formatted(inputs.get(1), x));
    }
    return x;
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    int batch = x.shape().axis(batchAxis);
    int time = x.shape().axis(timeAxis);
    var strides = x.shape().strides();
    var walk = new Indices(x.shape());
    for (int i = 0; i < x.size(); i++) {
      long length = Scalars.integer(inputs.get(1), walk.index()[batch]);
      if (length < 0 || length > x.dim(time)) {
        throw new IndexOutOfBoundsException(
            "a sequence of %d steps is not one of %d".formatted(length, x.dim(time)));
      }
      int step = walk.index()[time];
      int source = step < length ? (int) length - 1 - step : step;
      Scalars.copy(x, i + (source - step) * strides[time], output, i);
      walk.next();
    }
  }
}
