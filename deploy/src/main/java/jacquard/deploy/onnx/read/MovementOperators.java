package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;

import jacquard.engine.op.Concat;
import jacquard.engine.op.Gather;
import jacquard.engine.op.GatherElements;
import jacquard.engine.op.GatherND;
import jacquard.engine.op.Op;
import jacquard.engine.op.Permute;
import jacquard.engine.op.ReverseSequence;
import jacquard.engine.op.Scatter;
import jacquard.engine.op.ScatterElements;
import jacquard.engine.op.ScatterND;
import jacquard.engine.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/** What moves elements: permuting, joining, gathering, scattering, repeating. */
final class MovementOperators {
  private MovementOperators() {}

  static List<Operator> all() {
    return List.of(
        of("Transpose", 1, MovementOperators::transpose),
        of("Concat", 4, MovementOperators::concat),
        of("Gather", 1, node -> gather(node, new Gather(axis(node, 0)))),
        of("GatherElements", 11, node -> gather(node, new GatherElements(axis(node, 0)))),
        of("GatherND", 11, MovementOperators::gatherND),
        of("Scatter", 9, MovementOperators::scatterElements),
        of("ScatterElements", 11, MovementOperators::scatterElements),
        of("ScatterND", 11, MovementOperators::scatterND),
        of("Tile", 6, MovementOperators::tile),
        of("ReverseSequence", 10, MovementOperators::reverseSequence),
        of("DepthToSpace", 1, MovementOperators::depthToSpace),
        of("SpaceToDepth", 1, MovementOperators::spaceToDepth));
  }

  private static int axis(OnnxNode node, int otherwise) {
    return node.axis(node.attributes().integer("axis", otherwise), node.in(0).rank());
  }

  /** Nothing moves yet: most transpositions cancel with others. */
  private static Value transpose(OnnxNode node) {
    var x = node.in(0);
    var reversed = new ArrayList<>(Value.identity(x.rank()));
    Collections.reverse(reversed);
    var axes = node.attributes().integers("perm", reversed);
    new Permute(axes).shape(List.of(x.few()));
    if (x.isKnown()) return node.apply(new Permute(axes), x);
    if (!x.isPermuted()) return transposed(node.plain(x), axes);
    return transposed(x, axes);
  }

  private static Value transposed(Value x, List<Integer> axes) {
    var composed = axes.stream().map(x.axes()::get).toList();
    return Value.stored(x.name(), x.dtype(), x.storedFew(), x.storedMore(), composed);
  }

  private static Value concat(OnnxNode node) {
    if (!node.attributes().has("axis")) throw node.refuse("it names no axis");
    int axis = axis(node, 0);
    var parts = node.all();
    boolean images = parts.stream().anyMatch(Value::isImage);
    if (!images || parts.getFirst().rank() != 4) {
      return node.apply(new Concat(axis), parts.toArray(Value[]::new));
    }
    var stored = parts.stream().map(node::image).toArray(Value[]::new);
    return node.fromImage(node.apply(new Concat(Value.IMAGE.get(axis)), stored));
  }

  private static Value gather(OnnxNode node, Op op) {
    return node.apply(op, node.in(0), node.in(1));
  }

  private static Value gatherND(OnnxNode node) {
    return gather(node, new GatherND(node.attributes().integer("batch_dims", 0)));
  }

  private static Value scatterElements(OnnxNode node) {
    var op = new ScatterElements(axis(node, 0), reduction(node));
    return node.apply(op, node.in(0), node.in(1), node.in(2));
  }

  private static Value scatterND(OnnxNode node) {
    return node.apply(new ScatterND(reduction(node)), node.in(0), node.in(1), node.in(2));
  }

  private static Scatter reduction(OnnxNode node) {
    return switch (node.attributes().text("reduction", "none")) {
      case "none" -> Scatter.NONE;
      case "add" -> Scatter.ADD;
      case "mul" -> Scatter.MUL;
      case "max" -> Scatter.MAX;
      case "min" -> Scatter.MIN;
      default -> throw node.refuse("its reduction is unknown");
    };
  }

  private static Value tile(OnnxNode node) {
    var repeats = node.integers(1);
    var x = node.in(0);
    if (repeats.size() != x.rank()) throw node.refuse("it takes a number for each axis");
    for (int axis = 0; axis < repeats.size(); axis++) {
      if (repeats.get(axis) == 1) continue;
      int length = node.dim(x, axis);
      long count = Math.multiplyFull(length, Math.max(0, repeats.get(axis)));
      node.spend(count);
      var indices = LongStream.range(0, count).map(i -> i % length).toArray();
      x = node.apply(new Gather(axis), x, node.constant(indices));
    }
    return x;
  }

  private static Value reverseSequence(OnnxNode node) {
    int batch = node.attributes().integer("batch_axis", 1);
    int time = node.attributes().integer("time_axis", 0);
    return node.apply(new ReverseSequence(batch, time), node.in(0), node.in(1));
  }

  /** {@code [n, c, h, w]} to {@code [n, c / b^2, h b, w b]}. */
  private static Value depthToSpace(OnnxNode node) {
    var x = node.plain(node.in(0));
    if (x.rank() != 4) throw node.refuse("its input is [n, c, h, w]");
    int b = node.attributes().integer("blocksize", 0);
    int c = node.dim(x, 1);
    int h = node.dim(x, 2);
    int w = node.dim(x, 3);
    if (b < 1 || c % ((long) b * b) != 0) throw node.refuse("its block does not divide " + c);
    int rest = c / b / b;
    boolean depthFirst = node.attributes().text("mode", "DCR").equals("DCR");
    var split = depthFirst ? List.of(b, b, rest, h, w) : List.of(rest, b, b, h, w);
    var axes = depthFirst ? List.of(0, 3, 4, 1, 5, 2) : List.of(0, 1, 4, 2, 5, 3);
    var moved = node.apply(new Permute(axes), batched(node, x, split));
    return batched(node, moved, List.of(rest, h * b, w * b));
  }

  /** {@code [n, c, h, w]} to {@code [n, c b^2, h / b, w / b]}. */
  private static Value spaceToDepth(OnnxNode node) {
    var x = node.plain(node.in(0));
    if (x.rank() != 4) throw node.refuse("its input is [n, c, h, w]");
    int b = node.attributes().integer("blocksize", 0);
    int c = node.dim(x, 1);
    int h = node.dim(x, 2);
    int w = node.dim(x, 3);
    if (b < 1 || h % b != 0 || w % b != 0) throw node.refuse("its block does not divide the image");
    var split = batched(node, x, List.of(c, h / b, b, w / b, b));
    var moved = node.apply(new Permute(List.of(0, 3, 5, 1, 2, 4)), split);
    return batched(node, moved, List.of(c * b * b, h / b, w / b));
  }

  /** The same elements under another shape behind axis 0. */
  private static Value batched(OnnxNode node, Value x, List<Integer> dims) {
    return node.reshape(x, behind(x.few().dim(0), dims), behind(x.more().dim(0), dims));
  }

  private static Shape behind(int first, List<Integer> dims) {
    var all = new ArrayList<Integer>();
    all.add(first);
    all.addAll(dims);
    return Shape.of(all.stream().mapToInt(Integer::intValue).toArray());
  }
}
