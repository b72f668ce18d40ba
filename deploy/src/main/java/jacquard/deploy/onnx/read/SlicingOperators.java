package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;
import static jacquard.deploy.onnx.read.Operator.several;

import jacquard.engine.op.Gather;
import jacquard.engine.op.Pad;
import jacquard.engine.op.Pairwise;
import jacquard.engine.op.PairwiseFunction;
import jacquard.engine.op.Scalars;
import jacquard.engine.op.Slice;
import jacquard.engine.op.Where;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Parts of axes, and axes that grow: slicing, splitting, padding, triangles, one-hot vectors. */
final class SlicingOperators {
  private SlicingOperators() {}

  static List<Operator> all() {
    return List.of(
        of("Slice", 1, SlicingOperators::slice),
        several("Split", 2, SlicingOperators::split),
        of("Pad", 2, SlicingOperators::pad),
        of("Trilu", 14, SlicingOperators::trilu),
        of("OneHot", 9, SlicingOperators::oneHot));
  }

  /** Everything is an attribute before opset 10, and an input since. */
  private static Value slice(OnnxNode node) {
    boolean inputs = node.opset() >= 10;
    var x = node.in(0);
    var starts = inputs ? node.integers(1) : node.attributes().integers("starts", List.of());
    var ends = inputs ? node.integers(2) : node.attributes().integers("ends", List.of());
    var all = Value.identity(starts.size());
    var axes = inputs ? all : node.attributes().integers("axes", all);
    if (inputs && node.has(3)) axes = node.integers(3);
    var steps = Collections.nCopies(starts.size(), 1);
    if (inputs && node.has(4)) steps = node.integers(4);
    if (ends.size() != starts.size() || axes.size() != starts.size()) {
      throw node.refuse("it takes as many ends and axes as starts");
    }
    if (steps.size() != starts.size()) throw node.refuse("it takes as many steps as starts");
    for (int i = 0; i < starts.size(); i++) {
      int axis = node.axis(axes.get(i), x.rank());
      x = slice(node, x, axis, starts.get(i), ends.get(i), steps.get(i));
    }
    return x;
  }

  private static Value slice(OnnxNode node, Value x, int axis, int start, int end, int step) {
    if (step == 0) throw node.refuse("a step is not 0");
    boolean whole =
        start == 0 && step == 1 && end >= x.few().dim(axis) && end >= x.more().dim(axis);
    if (whole) return x;
    int length = node.dim(x, axis);
    int from = bound(start, length, step);
    int to = bound(end, length, step);
    if (step > 0 && from < to) return sliced(node, x, new Slice(axis, from, to, step));
    var indices = new ArrayList<Long>();
    for (long i = from; step < 0 && i > to; i += step) indices.add(i);
    return pick(node, x, axis, indices.stream().mapToLong(Long::longValue).toArray());
  }

  private static Value sliced(OnnxNode node, Value x, Slice op) {
    if (!x.isImage()) return node.apply(op, x);
    var stored = new Slice(Value.IMAGE.get(op.axis()), op.start(), op.end(), op.step());
    return node.fromImage(node.apply(stored, node.image(x)));
  }

  private static int bound(int index, int length, int step) {
    long counted = index < 0 ? (long) index + length : index;
    return step > 0 ? Math.clamp(counted, 0, length) : Math.clamp(counted, -1, length - 1);
  }

  private static Value pick(OnnxNode node, Value x, int axis, long... indices) {
    return node.apply(new Gather(axis), x, node.constant(indices));
  }

  private static List<Value> split(OnnxNode node) {
    var x = node.in(0);
    int axis = node.axis(node.attributes().integer("axis", 0), x.rank());
    int length = node.dim(x, axis);
    var parts = parts(node, length);
    var values = new ArrayList<Value>();
    int from = 0;
    for (int part : parts) {
      boolean empty = part == 0;
      values.add(
          empty
              ? pick(node, x, axis)
              : sliced(node, x, new Slice(axis, from, Math.addExact(from, part), 1)));
      from += part;
    }
    if (from != length) throw node.refuse("its parts do not add up to " + length);
    return values;
  }

  private static List<Integer> parts(OnnxNode node, int length) {
    if (node.opset() >= 13 && node.has(1)) return node.integers(1);
    var given = node.attributes().integers("split", null);
    if (given != null) return given;
    int count = node.attributes().integer("num_outputs", node.outputCount());
    if (count != node.outputCount() || count < 1) throw node.refuse("its outputs are miscounted");
    int each = Math.ceilDiv(length, count);
    return IntStream.range(0, count)
        .map(i -> Math.clamp((long) length - (long) i * each, 0, each))
        .boxed()
        .toList();
  }

  /** Paddings are an attribute before opset 11, and an input since. */
  private static Value pad(OnnxNode node) {
    var x = node.in(0);
    boolean inputs = node.opset() >= 11;
    var pads = inputs ? node.integers(1) : node.attributes().integers("pads", List.of());
    var axes = Value.identity(x.rank());
    if (node.has(3)) axes = node.integers(3).stream().map(a -> node.axis(a, x.rank())).toList();
    if (pads.size() != 2 * axes.size()) throw node.refuse("it takes two paddings for each axis");
    var before = new ArrayList<>(Collections.nCopies(x.rank(), 0));
    var after = new ArrayList<>(before);
    for (int i = 0; i < axes.size(); i++) {
      before.set(axes.get(i), pads.get(i));
      after.set(axes.get(i), pads.get(axes.size() + i));
    }
    var mode = node.attributes().text("mode", "constant");
    float fill = fill(node, inputs);
    if (pads.stream().allMatch(pad -> pad == 0)) return x;
    if (mode.equals("constant")) return padded(node, x, before, after, fill);
    var mirrored = x;
    for (int axis = 0; axis < x.rank(); axis++) {
      if (before.get(axis) == 0 && after.get(axis) == 0) continue;
      mirrored = mirrored(node, mirrored, axis, before.get(axis), after.get(axis), mode);
    }
    return mirrored;
  }

  private static float fill(OnnxNode node, boolean inputs) {
    if (!inputs) return node.attributes().real("value", 0);
    return node.has(2) ? (float) node.number(2) : 0;
  }

  private static Value padded(
      OnnxNode node, Value x, List<Integer> before, List<Integer> after, float fill) {
    var cut = x;
    for (int axis = 0; axis < x.rank(); axis++) {
      int front = Math.max(0, -before.get(axis));
      int back = Math.max(0, -after.get(axis));
      if (front + back == 0) continue;
      cut = slice(node, cut, axis, front, node.dim(cut, axis) - back, 1);
    }
    if (cut.isImage()) {
      var op = new Pad(imageOrder(before), imageOrder(after), fill);
      return node.fromImage(node.apply(op, node.image(cut)));
    }
    return node.apply(new Pad(positive(before), positive(after), fill), cut);
  }

  private static List<Integer> positive(List<Integer> pads) {
    return pads.stream().map(pad -> Math.max(0, pad)).toList();
  }

  private static List<Integer> imageOrder(List<Integer> pads) {
    return Value.TO_IMAGE.stream().map(positive(pads)::get).toList();
  }

  private static Value mirrored(
      OnnxNode node, Value x, int axis, int before, int after, String mode) {
    int length = node.dim(x, axis);
    long total = (long) before + length + after;
    if (total < 0 || length == 0) throw node.refuse("it pads nothing");
    node.spend(total);
    var indices =
        LongStream.range(-(long) before, total - before)
            .map(i ->
                switch (mode) {
                  case "edge" -> Math.clamp(i, 0, length - 1);
                  case "reflect" -> reflected(i, length);
                  case "wrap" -> Math.floorMod(i, (long) length);
                  default -> throw node.refuse("its mode is unknown");
                })
            .toArray();
    return pick(node, x, axis, indices);
  }

  private static long reflected(long index, int length) {
    if (length == 1) return 0;
    long period = 2L * (length - 1);
    long within = Math.floorMod(index, period);
    return Math.min(within, period - within);
  }

  private static Value trilu(OnnxNode node) {
    var x = node.in(0);
    if (x.rank() < 2) throw node.refuse("its input is a matrix at least");
    boolean upper = node.attributes().flag("upper", true);
    long k = node.has(1) ? (long) node.number(1) : 0;
    int rows = node.dim(x, x.rank() - 2);
    int columns = node.dim(x, x.rank() - 1);
    node.spend((long) rows * columns);
    var mask = Tensor.zeros(DType.BOOL, Shape.of(rows, columns));
    for (int i = 0; i < mask.size(); i++) {
      long diagonal = i % columns - i / columns;
      mask.bytes()[i] = (byte) ((upper ? diagonal >= k : diagonal <= k) ? 1 : 0);
    }
    var zero = node.constant(Tensor.zeros(x.dtype(), Shape.SCALAR));
    return node.apply(new Where(), node.constant(mask), x, zero);
  }

  /** Indices may count from the end. What lies outside has no hot element. */
  private static Value oneHot(OnnxNode node) {
    var indices = node.plain(node.in(0));
    int depth = (int) node.number(1);
    if (depth < 0) throw node.refuse("its depth is negative");
    int axis = node.axis(node.attributes().integer("axis", -1), indices.rank() + 1);
    node.spend(depth);
    var range = Tensor.zeros(indices.dtype(), with(Formula.ones(indices.rank()), axis, depth));
    var wrapped = Tensor.zeros(indices.dtype(), range.shape());
    for (int i = 0; i < depth; i++) {
      Scalars.set(range, i, (long) i);
      Scalars.set(wrapped, i, (long) i - depth);
    }
    var seen = node.reshape(indices, with(indices.few(), axis, 1), with(indices.more(), axis, 1));
    var equal = new Pairwise(PairwiseFunction.EQUAL);
    var hot =
        node.apply(
            new Pairwise(PairwiseFunction.OR),
            node.apply(equal, seen, node.constant(range)),
            node.apply(equal, seen, node.constant(wrapped)));
    return node.apply(new Where(), hot, pick(node, node.in(2), 0, 1), pick(node, node.in(2), 0, 0));
  }

  private static Shape with(Shape shape, int axis, int dim) {
    var dims = new ArrayList<>(shape.toList());
    dims.add(axis, dim);
    return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }
}
