package jacquard.deploy.onnx;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.Plan;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.Random;

/** Random inputs in both orders, and what a plan makes of them. */
final class Pictures {
  private Pictures() {}

  static Tensor random(long seed, int... dims) {
    var random = new Random(seed);
    var tensor = Tensor.zeros(Shape.of(dims));
    for (int i = 0; i < tensor.size(); i++) tensor.floats()[i] = (float) random.nextGaussian();
    return tensor;
  }

  /** {@code [n, h, w, c]} as {@code [n, c, h, w]}. */
  static Tensor channelsFirst(Tensor x) {
    int n = x.dim(0);
    int h = x.dim(1);
    int w = x.dim(2);
    int c = x.dim(3);
    var y = Tensor.zeros(Shape.of(n, c, h, w));
    for (int i = 0; i < x.size(); i++) {
      int channel = i % c;
      int pixel = i / c % (h * w);
      y.floats()[(i / (c * h * w) * c + channel) * h * w + pixel] = x.floats()[i];
    }
    return y;
  }

  static float[] plan(Graph graph, Tensor x) {
    return Plan.compile(graph).session(x.dim(0)).run(x).detach().floats();
  }

  static float difference(float[] a, float[] b) {
    float largest = a.length == b.length ? 0 : Float.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
      if (Float.isNaN(a[i] - b[i])) return Float.NaN;
    }
    return largest;
  }

  /** The share of rows whose largest value is at the same place. */
  static double agreement(float[] a, float[] b, int columns) {
    int same = 0;
    for (int i = 0; i < a.length; i += columns) {
      if (largest(a, i, columns) == largest(b, i, columns)) same++;
    }
    return (double) same * columns / a.length;
  }

  /** Where the largest value of a row is. */
  static int largest(float[] values, int row, int columns) {
    int largest = 0;
    for (int j = 1; j < columns; j++) if (values[row + j] > values[row + largest]) largest = j;
    return largest;
  }
}
