package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Pooling of {@code x[n, c, ...]} over all axes behind the channels. {@link MaxPool2d} and {@link
 * AvgPool2d} are faster and have gradients.
 *
 * @param kind what of a window is taken
 * @param window the windows
 * @param roundUp a last window may reach over the end
 */
public record PoolNd(Kind kind, WindowNd window, boolean roundUp) implements InferenceOnly {
  private static final int LARGEST_WINDOW = 1 << 20;

  /** What of a window is taken. */
  public enum Kind {
    /** The maximum; padding never wins. */
    MAX,
    /** Where the maximum is in the whole of {@code x}, row by row, as int64. */
    INDEX,
    /** The same, but counted column by column within an image. */
    COLUMN_INDEX,
    /** The mean of what lies in the image. */
    MEAN,
    /** The mean with zeros for the padding. */
    PADDED_MEAN
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    window.check();
    var x = inputs.getFirst();
    if (x.rank() != window.rank() + 2) {
      throw new ShapeException("windows of %d axes do not fit %s".formatted(window.rank(), x));
    }
    if (window.kernelShape().size() > LARGEST_WINDOW) {
      throw new ShapeException("windows %s are too large".formatted(window.kernel()));
    }
    var y = x;
    for (int i = 0; i < window.rank(); i++) {
      y = y.with(i + 2, window.count(i, x.dim(i + 2), roundUp));
    }
    return y;
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return switch (kind) {
      case INDEX, COLUMN_INDEX -> DType.INT64;
      case MAX, MEAN, PADDED_MEAN -> inputs.getFirst();
    };
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    var at = new Indices(output.shape());
    for (int i = 0; i < output.size(); i++) {
      pool(x, at.index(), output, i);
      at.next();
    }
  }

  private void pool(Tensor x, int[] at, Tensor output, int target) {
    var strides = x.shape().strides();
    int plane = at[0] * strides[0] + at[1] * strides[1];
    int best = -1;
    double sum = 0;
    int inside = 0;
    int padded = 0;
    var kernel = window.kernelShape();
    var element = new Indices(kernel);
    for (int i = 0; i < kernel.size(); i++) {
      int from = offset(x, strides, at, element.index());
      if (from >= 0) {
        inside++;
        sum += Scalars.real(x, plane + from);
        boolean better = best < 0 || Scalars.real(x, plane + from) > Scalars.real(x, plane + best);
        if (better) best = from;
      }
      if (isPadded(x, at, element.index())) padded++;
      element.next();
    }
    switch (kind) {
      case MAX -> Scalars.set(output, target, best < 0 ? 0 : Scalars.real(x, plane + best));
      case INDEX -> output.longs()[target] = plane + best;
      case COLUMN_INDEX -> output.longs()[target] = plane + columnFirst(x, best);
      case MEAN -> Scalars.set(output, target, sum / inside);
      case PADDED_MEAN -> Scalars.set(output, target, sum / padded);
    }
  }

  /** Where an element of a window lies in its plane, or -1 outside. */
  private int offset(Tensor x, int[] strides, int[] at, int[] element) {
    int offset = 0;
    for (int i = 0; i < element.length; i++) {
      int position = window.position(i, at[i + 2], element[i]);
      if (position < 0 || position >= x.dim(i + 2)) return -1;
      offset += position * strides[i + 2];
    }
    return offset;
  }

  /** Whether an element lies in the image or its padding, and not beyond what rounding added. */
  private boolean isPadded(Tensor x, int[] at, int[] element) {
    for (int i = 0; i < element.length; i++) {
      int position = window.position(i, at[i + 2], element[i]);
      if (position >= x.dim(i + 2) + window.after().get(i)) return false;
    }
    return true;
  }

  private static int columnFirst(Tensor x, int offset) {
    int columns = 0;
    int stride = 1;
    int rest = offset;
    var shape = x.shape();
    var strides = shape.strides();
    for (int axis = 2; axis < shape.rank(); axis++) {
      columns += rest / strides[axis] * stride;
      rest %= strides[axis];
      stride *= shape.dim(axis);
    }
    return columns;
  }
}
