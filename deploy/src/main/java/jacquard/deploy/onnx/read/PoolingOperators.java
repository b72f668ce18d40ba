package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;
import static jacquard.deploy.onnx.read.Operator.several;

import jacquard.engine.op.AvgPool2d;
import jacquard.engine.op.MaxPool2d;
import jacquard.engine.op.Op;
import jacquard.engine.op.PoolNd;
import jacquard.engine.op.ReduceAxes;
import jacquard.engine.op.Window;
import jacquard.engine.op.WindowNd;
import jacquard.engine.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Poolings. Those of images with the same padding on both sides run on the engine's kernels. */
final class PoolingOperators {
  private PoolingOperators() {}

  static List<Operator> all() {
    return List.of(
        several("MaxPool", 1, PoolingOperators::maxPool),
        of("AveragePool", 7, PoolingOperators::averagePool),
        of("GlobalAveragePool", 1, node -> global(node, ReduceAxes.Kind.MEAN)),
        of("GlobalMaxPool", 1, node -> global(node, ReduceAxes.Kind.MAX)));
  }

  private static List<Value> maxPool(OnnxNode node) {
    var x = node.in(0);
    boolean columns = node.attributes().flag("storage_order", false);
    boolean roundUp = node.attributes().flag("ceil_mode", false);
    var window = Windows.ofPooling(node, x, roundUp);
    var values = new ArrayList<Value>();
    var simple = simple(node, x, window, roundUp);
    values.add(
        simple == null
            ? node.apply(new PoolNd(PoolNd.Kind.MAX, window, roundUp), x)
            : pooled(node, x, new MaxPool2d(simple)));
    if (node.wants(1)) {
      var kind = columns ? PoolNd.Kind.COLUMN_INDEX : PoolNd.Kind.INDEX;
      values.add(node.apply(new PoolNd(kind, window, roundUp), x));
    }
    return values;
  }

  private static Value averagePool(OnnxNode node) {
    var x = node.in(0, DType.FLOAT32);
    boolean padded = node.attributes().flag("count_include_pad", false);
    boolean roundUp = node.attributes().flag("ceil_mode", false);
    var window = Windows.ofPooling(node, x, roundUp);
    var simple = simple(node, x, window, roundUp);
    if (simple != null) return pooled(node, x, new AvgPool2d(simple, padded));
    var kind = padded ? PoolNd.Kind.PADDED_MEAN : PoolNd.Kind.MEAN;
    return node.apply(new PoolNd(kind, window, roundUp), x);
  }

  private static Value pooled(OnnxNode node, Value x, Op op) {
    return node.fromImage(node.apply(op, node.image(x)));
  }

  /** The windows as the engine's kernels take them, or {@code null} if they cannot. */
  private static Window simple(OnnxNode node, Value x, WindowNd window, boolean roundUp) {
    boolean fits =
        x.rank() == 4
            && x.dtype() == DType.FLOAT32
            && window.before().equals(window.after())
            && window.dilations().equals(List.of(1, 1));
    for (int i = 0; fits && i < 2; i++) {
      fits = window.before().get(i) <= window.kernel().get(i) / 2;
      int rest = node.dim(x, i + 2) + 2 * window.before().get(i) - window.kernel().get(i);
      fits &= !roundUp || rest % window.strides().get(i) == 0;
    }
    if (!fits) return null;
    return new Window(
        window.kernel().get(0),
        window.kernel().get(1),
        window.strides().get(0),
        window.strides().get(1),
        window.before().get(0),
        window.before().get(1));
  }

  private static Value global(OnnxNode node, ReduceAxes.Kind kind) {
    var x = node.in(0, DType.FLOAT32);
    if (x.rank() < 3) throw node.refuse("an image is [n, c, ...], not " + x.few());
    if (x.rank() == 4) {
      var op =
          kind == ReduceAxes.Kind.MEAN
              ? new AvgPool2d(Window.GLOBAL, false)
              : new MaxPool2d(Window.GLOBAL);
      return pooled(node, x, op);
    }
    var axes = Value.identity(x.rank()).subList(2, x.rank());
    return ReductionOperators.reduce(node, x, kind, axes, true);
  }
}
