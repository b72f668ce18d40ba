package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Convolution (cross-correlation) of {@code x[n, c, ...]} with {@code w[k, c / groups, ...]} of the
 * same type, floats or int32, over all axes behind the channels. {@link Conv2d} is faster and has a
 * gradient.
 *
 * @param window the windows
 * @param groups groups of channels
 */
public record ConvNd(WindowNd window, int groups) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    window.check();
    var x = inputs.get(0);
    var w = inputs.get(1);
    boolean fits =
        x.rank() == window.rank() + 2
            && w.rank() == x.rank()
            && groups > 0
            && x.dim(1) == (long) w.dim(1) * groups
            && w.dim(0) % groups == 0
            && Shape.of(java.util.Arrays.copyOfRange(w.dims(), 2, w.rank()))
                .equals(window.kernelShape());
    if (!fits) {
      throw new ShapeException(
          "input %s and weights %s do not fit windows %s and %d groups"
              .formatted(x, w, window.kernel(), groups));
    }
    var y = x.with(1, w.dim(0));
    for (int i = 0; i < window.rank(); i++) {
      y = y.with(i + 2, window.count(i, x.dim(i + 2), false));
    }
    return y;
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return Scalars.common(inputs.get(0), inputs.get(1));
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var at = new Indices(output.shape());
    for (int i = 0; i < output.size(); i++) {
      if (output.dtype() == DType.FLOAT32) {
        Scalars.set(output, i, sum(inputs.get(0), inputs.get(1), at.index()));
      } else { // a double holds 53 bits, more than int32 sums of int8 products need
        Scalars.set(output, i, (long) sum(inputs.get(0), inputs.get(1), at.index()));
      }
      at.next();
    }
  }

  private double sum(Tensor x, Tensor w, int[] at) {
    int perGroup = w.dim(1);
    int first = at[1] / (w.dim(0) / groups) * perGroup;
    int kernelSize = window.kernelShape().size();
    int planeSize = x.shape().product(2, x.shape().rank());
    double sum = 0;
    var element = new Indices(window.kernelShape());
    for (int i = 0; i < kernelSize; i++) {
      int position = position(x, at, element.index());
      for (int c = 0; position >= 0 && c < perGroup; c++) {
        int from = (at[0] * x.dim(1) + first + c) * planeSize + position;
        sum += Scalars.real(x, from) * Scalars.real(w, (at[1] * perGroup + c) * kernelSize + i);
      }
      element.next();
    }
    return sum;
  }

  private int position(Tensor x, int[] at, int[] element) {
    int position = 0;
    for (int i = 0; i < element.length; i++) {
      int along = window.position(i, at[i + 2], element[i]);
      if (along < 0 || along >= x.dim(i + 2)) return -1;
      position = position * x.dim(i + 2) + along;
    }
    return position;
  }
}
