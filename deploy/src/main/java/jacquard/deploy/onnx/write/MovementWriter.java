package jacquard.deploy.onnx.write;

import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Concat;
import jacquard.engine.op.Embedding;
import jacquard.engine.op.Expand;
import jacquard.engine.op.Flatten;
import jacquard.engine.op.Movement;
import jacquard.engine.op.Pad;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Reshape;
import jacquard.engine.op.Scalars;
import jacquard.engine.op.Slice;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What moves elements: images stay channels first where they can. */
final class MovementWriter {
  private MovementWriter() {}

  static void write(Values values, GraphNode node, Movement op) {
    var x = node.inputs().getFirst();
    switch (op) {
      case Flatten _ -> flatten(values, node, x);
      case Reshape(var dims) -> {
        var target = values.file().integers(node.name() + ".shape", dims);
        values.write(node, "Reshape", Map.of(), List.of(values.plain(x), target), Order.PLAIN);
      }
      case Permute(var axes) ->
          values.write(
              node, "Transpose", Map.of("perm", axes), List.of(values.plain(x)), Order.PLAIN);
      case Pad pad -> pad(values, node, pad);
      case Slice slice -> slice(values, node, slice);
      case Concat(int axis) -> concat(values, node, axis);
      case Expand(var dims) -> {
        var target = dims.stream().map(dim -> dim < 0 ? Integer.valueOf(1) : dim).toList();
        var shape = values.file().integers(node.name() + ".shape", target);
        values.write(node, "Expand", Map.of(), List.of(values.plain(x), shape), Order.PLAIN);
      }
      case Embedding _ -> {
        var inputs = node.inputs().stream().map(values::plain).toList();
        values.write(node, "Gather", Map.of("axis", 0), inputs, Order.PLAIN);
      }
    }
  }

  private static void flatten(Values values, GraphNode node, String x) {
    boolean image = values.order(x).kind() == Order.Kind.IMAGE;
    var order = image ? Order.flat(values.shape(x)) : Order.PLAIN;
    var input = image ? values.image(x) : values.plain(x);
    values.write(node, "Flatten", Map.of("axis", 1), List.of(input), order);
  }

  private static boolean isImage(Values values, String value) {
    return values.order(value).kind() == Order.Kind.IMAGE;
  }

  /** Pads of an image, in the file's order. */
  private static List<Integer> first(List<Integer> figures) {
    return Values.FIRST.stream().map(figures::get).toList();
  }

  private static void pad(Values values, GraphNode node, Pad op) {
    var x = node.inputs().getFirst();
    boolean image = isImage(values, x);
    var pads = new ArrayList<>(image ? first(op.before()) : op.before());
    pads.addAll(image ? first(op.after()) : op.after());
    var fill = Tensor.zeros(values.dtype(x), Shape.SCALAR);
    Scalars.set(fill, 0, (double) op.value());
    var file = values.file();
    var inputs =
        List.of(
            image ? values.image(x) : values.plain(x),
            file.integers(node.name() + ".pads", pads),
            file.constant(file.free(node.name() + ".value"), fill));
    values.write(node, "Pad", Map.of(), inputs, image ? Order.IMAGE : Order.PLAIN);
  }

  private static void slice(Values values, GraphNode node, Slice op) {
    var x = node.inputs().getFirst();
    boolean image = isImage(values, x);
    int axis = values.shape(x).axis(op.axis());
    var file = values.file();
    var name = node.name();
    var inputs =
        List.of(
            image ? values.image(x) : values.plain(x),
            file.integers(name + ".start", List.of(op.start())),
            file.integers(name + ".end", List.of(op.end())),
            file.integers(name + ".axis", List.of(image ? Values.FIRST.indexOf(axis) : axis)),
            file.integers(name + ".step", List.of(op.step())));
    values.write(node, "Slice", Map.of(), inputs, image ? Order.IMAGE : Order.PLAIN);
  }

  private static void concat(Values values, GraphNode node, int axis) {
    int index = values.shape(node.name()).axis(axis);
    boolean images =
        values.dtype(node.name()) == DType.FLOAT32
            && node.inputs().stream().allMatch(input -> isImage(values, input));
    var inputs = node.inputs().stream().map(images ? values::image : values::plain).toList();
    var attributes = Map.of("axis", images ? Values.FIRST.indexOf(index) : index);
    values.write(node, "Concat", attributes, inputs, images ? Order.IMAGE : Order.PLAIN);
  }
}
