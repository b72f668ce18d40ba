package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;
import static jacquard.deploy.onnx.read.Operator.several;

import jacquard.engine.op.ArgExtreme;
import jacquard.engine.op.AvgPool2d;
import jacquard.engine.op.CumSum;
import jacquard.engine.op.Reduce;
import jacquard.engine.op.ReduceAxes;
import jacquard.engine.op.TopK;
import jacquard.engine.op.Window;
import jacquard.engine.tensor.DType;
import java.util.List;
import java.util.Set;

/** What removes axes or searches along them. */
final class ReductionOperators {
  private static final Set<Integer> IMAGE_AXES = Set.of(2, 3);

  private ReductionOperators() {}

  static List<Operator> all() {
    return List.of(
        reduce("ReduceSum", ReduceAxes.Kind.SUM, 13),
        reduce("ReduceMean", ReduceAxes.Kind.MEAN, 18),
        reduce("ReduceMax", ReduceAxes.Kind.MAX, 18),
        reduce("ReduceMin", ReduceAxes.Kind.MIN, 18),
        reduce("ReduceProd", ReduceAxes.Kind.PROD, 18),
        reduce("ReduceL1", ReduceAxes.Kind.L1, 18),
        reduce("ReduceL2", ReduceAxes.Kind.L2, 18),
        reduce("ReduceLogSum", ReduceAxes.Kind.LOG_SUM, 18),
        reduce("ReduceLogSumExp", ReduceAxes.Kind.LOG_SUM_EXP, 18),
        reduce("ReduceSumSquare", ReduceAxes.Kind.SUM_SQUARE, 18),
        of("ArgMax", 1, node -> arg(node, true)),
        of("ArgMin", 1, node -> arg(node, false)),
        of("CumSum", 11, ReductionOperators::cumSum),
        several("TopK", 1, ReductionOperators::topK));
  }

  private static Operator reduce(String name, ReduceAxes.Kind kind, int axesAreAnInput) {
    return of(name, 1, node -> reduce(node, kind, node.opset() >= axesAreAnInput));
  }

  private static Value reduce(OnnxNode node, ReduceAxes.Kind kind, boolean input) {
    var x = node.in(0);
    var attributes = node.attributes();
    boolean keepDims = attributes.flag("keepdims", true);
    boolean nothing = attributes.flag("noop_with_empty_axes", false);
    List<Integer> given = input ? null : attributes.integers("axes", null);
    if (input && node.has(1)) given = node.integers(1);
    if (given == null || given.isEmpty()) {
      if (nothing) return x;
      given = Value.identity(x.rank());
    }
    var axes = given.stream().map(axis -> node.axis(axis, x.rank())).distinct().sorted().toList();
    return reduce(node, x, kind, axes, keepDims);
  }

  /** Reduces by the engine's own kernels where there are some. */
  static Value reduce(
      OnnxNode node, Value x, ReduceAxes.Kind kind, List<Integer> axes, boolean keepDims) {
    boolean pools = kind == ReduceAxes.Kind.MEAN && IMAGE_AXES.equals(Set.copyOf(axes));
    if (pools && x.isImage() && keepDims) {
      return node.fromImage(node.apply(new AvgPool2d(Window.GLOBAL, false), node.image(x)));
    }
    boolean fast = x.dtype() == DType.FLOAT32 && axes.size() == 1 && x.rank() > 0;
    var plain = node.plain(x);
    if (!fast) return node.apply(new ReduceAxes(kind, axes, keepDims), plain);
    int axis = axes.getFirst();
    return switch (kind) {
      case SUM -> node.apply(new Reduce(Reduce.Kind.SUM, axis, keepDims), plain);
      case MEAN -> node.apply(new Reduce(Reduce.Kind.MEAN, axis, keepDims), plain);
      case MAX -> node.apply(new Reduce(Reduce.Kind.MAX, axis, keepDims), plain);
      case MIN, PROD, L1, L2, LOG_SUM, LOG_SUM_EXP, SUM_SQUARE ->
          node.apply(new ReduceAxes(kind, axes, keepDims), plain);
    };
  }

  private static Value arg(OnnxNode node, boolean largest) {
    var x = node.in(0);
    int axis = node.axis(node.attributes().integer("axis", 0), x.rank());
    boolean last = node.attributes().flag("select_last_index", false);
    var found = node.apply(new ArgExtreme(largest, axis, last), x);
    if (!node.attributes().flag("keepdims", true)) return found;
    return node.reshape(found, x.few().with(axis, 1), x.more().with(axis, 1));
  }

  private static Value cumSum(OnnxNode node) {
    int axis = node.axis((int) node.number(1), node.in(0).rank());
    boolean exclusive = node.attributes().flag("exclusive", false);
    boolean reverse = node.attributes().flag("reverse", false);
    return node.apply(new CumSum(axis, exclusive, reverse), node.in(0));
  }

  private static List<Value> topK(OnnxNode node) {
    node.attributes().ignore("sorted"); // sorted is what they always are
    var x = node.in(0);
    int axis = node.axis(node.attributes().integer("axis", -1), x.rank());
    int k = node.opset() < 10 ? node.attributes().integer("k", 0) : node.integers(1).getFirst();
    boolean largest = node.attributes().flag("largest", true);
    return List.of(
        node.apply(new TopK(k, axis, largest, false), x),
        node.apply(new TopK(k, axis, largest, true), x));
  }
}
