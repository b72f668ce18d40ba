package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Transposed convolution of floats: each element of {@code x[n, c, ...]} puts the kernel {@code
 * w[c, k / groups, ...]}, scaled by itself, into the output; what falls on the padding is lost.
 *
 * @param window the windows, as of the convolution that this one reverses
 * @param outputPadding how much longer each axis becomes at its end
 * @param groups groups of channels
 */
public record ConvTransposeNd(WindowNd window, List<Integer> outputPadding, int groups)
    implements InferenceOnly {
  /** Copies the list. */
  public ConvTransposeNd {
    outputPadding = List.copyOf(outputPadding);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    window.check();
    var x = inputs.get(0);
    var w = inputs.get(1);
    boolean fits =
        x.rank() == window.rank() + 2
            && w.rank() == x.rank()
            && outputPadding.size() == window.rank()
            && x.dim(1) == w.dim(0)
            && groups > 0
            && x.dim(1) % groups == 0
            && Shape.of(Arrays.copyOfRange(w.dims(), 2, w.rank())).equals(window.kernelShape());
    if (!fits) {
      throw new ShapeException(
          "input %s and weights %s do not fit windows %s and %d groups"
              .formatted(x, w, window.kernel(), groups));
    }
    var y = x.with(1, Math.multiplyExact(w.dim(1), groups));
    for (int i = 0; i < window.rank(); i++) y = y.with(i + 2, length(i, x.dim(i + 2)));
    return y;
  }

  private int length(int axis, int length) {
    long window = (long) this.window.dilations().get(axis) * (this.window.kernel().get(axis) - 1);
    long padding = (long) this.window.before().get(axis) + this.window.after().get(axis);
    long stretched = (long) (length - 1) * this.window.strides().get(axis);
    long result = stretched + window + 1 + outputPadding.get(axis) - padding;
    return Math.clamp(result, -1, Integer.MAX_VALUE); // neither end is a dimension
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.get(0);
    Arrays.fill(output.floats(), 0, output.size(), 0);
    var at = new Indices(x.shape());
    for (int i = 0; i < x.size(); i++) {
      spread(x.floats()[i], at.index(), inputs.get(1), output);
      at.next();
    }
  }

  private void spread(float value, int[] at, Tensor w, Tensor y) {
    int perGroup = w.dim(1);
    int first = at[1] / (w.dim(0) / groups) * perGroup;
    int kernelSize = window.kernelShape().size();
    int planeSize = y.shape().product(2, y.shape().rank());
    var element = new Indices(window.kernelShape());
    for (int i = 0; i < kernelSize; i++) {
      int position = position(y, at, element.index());
      for (int k = 0; position >= 0 && k < perGroup; k++) {
        float weight = w.floats()[(at[1] * perGroup + k) * kernelSize + i];
        y.floats()[(at[0] * y.dim(1) + first + k) * planeSize + position] += value * weight;
      }
      element.next();
    }
  }

  private int position(Tensor y, int[] at, int[] element) {
    int position = 0;
    for (int i = 0; i < element.length; i++) {
      int along = window.position(i, at[i + 2], element[i]);
      if (along < 0 || along >= y.dim(i + 2)) return -1;
      position = position * y.dim(i + 2) + along;
    }
    return position;
  }
}
