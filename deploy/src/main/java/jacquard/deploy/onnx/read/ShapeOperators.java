package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;
import static jacquard.deploy.onnx.read.Operator.several;

import jacquard.engine.op.Dropout;
import jacquard.engine.op.Expand;
import jacquard.engine.op.Scalars;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shapes and constants: what is known while the model is read, and what only looks different. */
final class ShapeOperators {
  private ShapeOperators() {}

  static List<Operator> all() {
    return List.of(
        of("Identity", 1, ShapeOperators::identity),
        several("Dropout", 7, ShapeOperators::dropout),
        of("Constant", 1, ShapeOperators::constant),
        of("ConstantOfShape", 9, ShapeOperators::constantOfShape),
        of("EyeLike", 9, ShapeOperators::eyeLike),
        of("Range", 11, ShapeOperators::range),
        of("Shape", 1, ShapeOperators::shape),
        of("Size", 1, node -> sizes(node, node.in(0))),
        of("Reshape", 5, ShapeOperators::reshape),
        of("Flatten", 1, ShapeOperators::flatten),
        of("Squeeze", 1, ShapeOperators::squeeze),
        of("Unsqueeze", 1, ShapeOperators::unsqueeze),
        of("Expand", 8, ShapeOperators::expand));
  }

  /** Of a constant it is a constant of its own: PyTorch writes equal weights once. */
  private static Value identity(OnnxNode node) {
    var x = node.in(0);
    return x.isKnown() ? node.copied(x) : x;
  }

  /** In evaluation it does nothing; it stays in the graph, for training. */
  private static List<Value> dropout(OnnxNode node) {
    node.attributes().ignore("seed");
    float rate = node.attributes().real("ratio", 0.5f);
    if (node.has(1)) rate = (float) node.number(1);
    boolean training = node.has(2) && node.number(2) != 0;
    if (training && rate != 0) throw node.refuse("it draws at random in training mode");
    var x = node.in(0);
    var mask = Tensor.zeros(DType.BOOL, node.wants(1) ? node.fixed(x) : Shape.SCALAR);
    Arrays.fill(mask.bytes(), (byte) 1);
    boolean trains = x.dtype() == DType.FLOAT32 && rate < 1 && rate > 0;
    var y = trains ? node.keep(new Dropout(rate), x) : x;
    return List.of(y, node.constant(mask));
  }

  private static Value constant(OnnxNode node) {
    var attributes = node.attributes();
    if (attributes.has("value_float")) return node.constant(attributes.real("value_float", 0));
    if (attributes.has("value_floats")) {
      var reals = attributes.reals("value_floats");
      var tensor = Tensor.zeros(Shape.of(reals.size()));
      for (int i = 0; i < reals.size(); i++) tensor.floats()[i] = reals.get(i);
      return node.constant(tensor);
    }
    if (attributes.has("value_int")) {
      return node.constant(Tensor.of(new long[] {attributes.integer("value_int", 0)}));
    }
    if (attributes.has("value_ints")) {
      var integers = attributes.integers("value_ints", List.of());
      return node.constant(integers.stream().mapToLong(Integer::longValue).toArray());
    }
    return node.constant(node.tensor("value"));
  }

  private static Value constantOfShape(OnnxNode node) {
    var value = node.attributes().has("value") ? node.tensor("value") : Tensor.zeros(Shape.of(1));
    if (value.size() != 1) throw node.refuse("its value is to be one number");
    return node.known(
        filled(node, value, node.knownIntegers(0, false)),
        filled(node, value, node.knownIntegers(0, true)));
  }

  private static Tensor filled(OnnxNode node, Tensor value, List<Integer> dims) {
    var shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    node.spend(shape.size());
    var tensor = Tensor.zeros(value.dtype(), shape);
    for (int i = 0; i < shape.size(); i++) Scalars.copy(value, 0, tensor, i);
    return tensor;
  }

  private static Value eyeLike(OnnxNode node) {
    var shape = node.fixed(node.in(0));
    if (shape.rank() != 2) throw node.refuse("its input is a matrix, not " + shape);
    var dtype =
        node.attributes().has("dtype")
            ? jacquard.deploy.onnx.type.OnnxType.of(node.attributes().integer("dtype", 0)).carrier()
            : node.in(0).dtype();
    int k = node.attributes().integer("k", 0);
    node.spend(shape.size());
    var eye = Tensor.zeros(dtype, shape);
    for (int i = 0; i < shape.dim(0); i++) {
      long column = (long) i + k;
      if (column >= 0 && column < shape.dim(1)) {
        Scalars.set(eye, i * shape.dim(1) + (int) column, 1L);
      }
    }
    return node.constant(eye);
  }

  private static Value range(OnnxNode node) {
    double start = node.number(0);
    double limit = node.number(1);
    double delta = node.number(2);
    double count = Math.max(0, Math.ceil((limit - start) / delta));
    if (!(count < Integer.MAX_VALUE)) throw node.refuse("it has no end");
    node.spend((long) count);
    var range = Tensor.zeros(node.in(0).dtype(), Shape.of((int) count));
    for (int i = 0; i < range.size(); i++) Scalars.set(range, i, start + i * delta);
    return node.constant(range);
  }

  private static Value shape(OnnxNode node) {
    int rank = node.in(0).rank();
    int start = bound(node.attributes().integer("start", 0), rank);
    int end = bound(node.attributes().integer("end", rank), rank);
    return node.known(part(node.in(0).few(), start, end), part(node.in(0).more(), start, end));
  }

  private static int bound(int index, int rank) {
    return Math.clamp(index < 0 ? (long) index + rank : index, 0, rank);
  }

  private static Tensor part(Shape shape, int start, int end) {
    var dims = new long[Math.max(0, end - start)];
    for (int i = 0; i < dims.length; i++) dims[i] = shape.dim(start + i);
    return Tensor.of(dims, dims.length);
  }

  private static Value sizes(OnnxNode node, Value x) {
    return node.known(
        Tensor.of(new long[] {x.few().size()}), Tensor.of(new long[] {x.more().size()}));
  }

  private static Value reshape(OnnxNode node) {
    var x = node.in(0);
    boolean zeros = node.attributes().flag("allowzero", false);
    return node.reshape(
        x,
        target(node, x.few(), node.knownIntegers(1, false), zeros),
        target(node, x.more(), node.knownIntegers(1, true), zeros));
  }

  private static Shape target(OnnxNode node, Shape x, List<Integer> dims, boolean zeros) {
    var target = new int[dims.size()];
    int open = -1;
    long known = 1;
    for (int i = 0; i < target.length; i++) {
      target[i] = dims.get(i) == 0 && !zeros && i < x.rank() ? x.dim(i) : dims.get(i);
      if (target[i] == -1 && open < 0) open = i;
      else known *= Math.max(0, target[i]);
    }
    if (open >= 0) target[open] = known == 0 ? 0 : (int) (x.size() / known);
    var shape = Shape.of(target);
    if (shape.size() != x.size()) throw node.refuse("cannot reshape %s to %s".formatted(x, dims));
    return shape;
  }

  private static Value flatten(OnnxNode node) {
    var x = node.in(0);
    int given = node.attributes().integer("axis", 1);
    int axis = given == x.rank() ? given : node.axis(given, x.rank());
    return node.reshape(x, flat(x.few(), axis), flat(x.more(), axis));
  }

  private static Shape flat(Shape x, int axis) {
    return Shape.of(x.product(0, axis), x.product(axis, x.rank()));
  }

  /** Axes are an attribute before opset 13, and an input since. */
  private static List<Integer> axes(OnnxNode node) {
    if (node.opset() < 13) return node.attributes().integers("axes", null);
    return node.has(1) ? node.integers(1) : null;
  }

  private static Value squeeze(OnnxNode node) {
    var x = node.in(0);
    var given = axes(node);
    var gone = new ArrayList<Integer>();
    for (int i = 0; given == null && i < x.rank(); i++) {
      if (x.few().dim(i) == 1 && x.more().dim(i) == 1) gone.add(i);
    }
    if (given != null) for (int axis : given) gone.add(node.axis(axis, x.rank()));
    for (int axis : gone) {
      if (node.dim(x, axis) != 1) throw node.refuse("axis %d is longer than 1".formatted(axis));
    }
    return node.reshape(x, without(x.few(), gone), without(x.more(), gone));
  }

  private static Shape without(Shape shape, List<Integer> axes) {
    var rest = shape;
    for (int axis : axes.stream().sorted().distinct().toList().reversed()) {
      rest = rest.without(axis);
    }
    return rest;
  }

  private static Value unsqueeze(OnnxNode node) {
    var x = node.in(0);
    var given = axes(node);
    if (given == null) throw node.refuse("it names no axes");
    int rank = x.rank() + given.size();
    var added = given.stream().map(axis -> node.axis(axis, rank)).sorted().distinct().toList();
    if (added.size() != given.size()) throw node.refuse("it names an axis twice");
    return node.reshape(x, with(x.few(), added), with(x.more(), added));
  }

  private static Shape with(Shape shape, List<Integer> added) {
    var dims = new int[shape.rank() + added.size()];
    for (int i = 0, from = 0; i < dims.length; i++) {
      dims[i] = added.contains(i) ? 1 : shape.dim(from++);
    }
    return Shape.of(dims);
  }

  private static Value expand(OnnxNode node) {
    var x = node.in(0);
    var few = node.knownIntegers(1, false);
    var more = node.knownIntegers(1, true);
    if (x.isKnown()) return folded(node, x, few, more);
    var dims = new ArrayList<Integer>();
    for (int i = 0; i < few.size(); i++) {
      int own = i + x.rank() - few.size();
      boolean keeps =
          own >= 0 && x.few().dim(own) == few.get(i) && x.more().dim(own) == more.get(i);
      if (!keeps && !few.get(i).equals(more.get(i))) {
        throw node.refuse("it repeats something as often as there are samples");
      }
      dims.add(keeps ? -1 : few.get(i));
    }
    return node.apply(new Expand(dims), x);
  }

  private static Value folded(OnnxNode node, Value x, List<Integer> few, List<Integer> more) {
    if (few.equals(more)) return node.apply(new Expand(few), x);
    return node.either(node.apply(new Expand(few), x), node.apply(new Expand(more), x));
  }
}
