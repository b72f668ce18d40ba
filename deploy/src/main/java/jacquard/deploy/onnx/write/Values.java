package jacquard.deploy.onnx.write;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Dequantize;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Reshape;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The graph's values in the file: under which name, and in which order. What a node needs in
 * another order is transposed; constants are reordered before they are written.
 */
final class Values {
  /** NHWC to NCHW. */
  static final List<Integer> FIRST = List.of(0, 3, 1, 2);

  /** NCHW to NHWC. */
  static final List<Integer> LAST = List.of(0, 2, 3, 1);

  private final Graph graph;
  private final FileBuilder file;
  private final Map<String, Shape> shapes;
  private final Map<String, DType> dtypes;
  private final Map<String, Order> orders = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<List<Object>, String> made = new HashMap<>();
  private final Map<String, GraphNode> coded = new HashMap<>();

  Values(Graph graph, FileBuilder file) {
    this.graph = graph;
    this.file = file;
    shapes = graph.shapes(1);
    dtypes = graph.dtypes();
    for (var node : graph.nodes()) {
      boolean constant = node.inputs().stream().allMatch(graph::isConstant);
      if (constant && node.op() instanceof Dequantize) coded.put(node.name(), node);
    }
  }

  Graph graph() {
    return graph;
  }

  FileBuilder file() {
    return file;
  }

  /** Whether a value is a constant that the graph holds as floats or as codes. */
  boolean isConstant(String value) {
    return graph.isConstant(value) || coded.containsKey(value);
  }

  /** A value's shape in the graph for one sample. */
  Shape shape(String value) {
    return shapes.get(value);
  }

  DType dtype(String value) {
    return dtypes.get(value);
  }

  /** The order that a value has in the file; constants have none yet. */
  Order order(String value) {
    return orders.getOrDefault(value, Order.PLAIN);
  }

  /** Tells how a value stands in the file. */
  void define(String value, String name, Order order) {
    names.put(value, name);
    orders.put(value, order);
  }

  /** The name of a value as it stands, whatever its order. */
  String asIs(String value) {
    return isConstant(value) ? plain(value) : names.get(value);
  }

  /** The name of a value in the graph's order. */
  String plain(String value) {
    if (isConstant(value)) return constant(value, "plain", x -> x, shape(value).rank() - 1);
    var order = order(value);
    return switch (order.kind()) {
      case PLAIN -> names.get(value);
      case IMAGE -> once(value, "nhwc", () -> transposed(value, ".nhwc", names.get(value), LAST));
      case FLAT -> once(value, "nhwc", () -> unflattened(value, order.image()));
    };
  }

  private String unflattened(String value, Shape image) {
    var dims = List.of(-1, image.dim(3), image.dim(1), image.dim(2));
    var image4 = reshaped(value, ".image", names.get(value), dims);
    var last = transposed(value, ".nhwc", image4, LAST);
    return reshaped(value, ".flat", last, List.of(-1, image.size() / image.dim(0)));
  }

  private String reshaped(String value, String suffix, String input, List<Integer> dims) {
    var target = file.integers(value + suffix + ".shape", dims);
    return file.node(file.free(value + suffix), "Reshape", Map.of(), List.of(input, target));
  }

  /** Adds a transposition. */
  String transposed(String value, String suffix, String input, List<Integer> axes) {
    var name = file.free(value + suffix);
    return file.node(name, "Transpose", Map.of("perm", axes), List.of(input));
  }

  /** The name of an image {@code [n, c, h, w]}. */
  String image(String value) {
    if (order(value).kind() == Order.Kind.IMAGE) return names.get(value);
    if (isConstant(value)) return permuted(value, FIRST);
    return once(value, "nchw", () -> transposed(value, ".nchw", plain(value), FIRST));
  }

  /** A constant with its axes in another order. */
  String permuted(String value, List<Integer> axes) {
    if (!isConstant(value)) {
      return once(value, axes, () -> transposed(value, ".moved", plain(value), axes));
    }
    int columns = axes.indexOf(axes.size() - 1);
    return constant(value, axes, x -> Autograd.evaluate(new Permute(axes), x), columns);
  }

  /** Something broadcast over images, with its channels in front. */
  String besideImages(String value) {
    if (!graph.isConstant(value)) return image(value);
    if (shape(value).size() == 1) return plain(value);
    var dims = new ArrayList<Integer>();
    for (int i = shape(value).rank(); i < 4; i++) dims.add(1);
    dims.addAll(shape(value).toList());
    return constant(
        value,
        "beside",
        x -> Autograd.evaluate(new Permute(FIRST), Autograd.evaluate(new Reshape(dims), x)),
        1);
  }

  /**
   * The weights {@code [h w c, out]} of a layer behind a flattened image, for {@code [n, c h w]}.
   */
  String weightsOfFlat(String value, Shape image) {
    int out = shape(value).dim(1);
    var dims = List.of(image.dim(1), image.dim(2), image.dim(3), out);
    var axes = new Permute(List.of(2, 0, 1, 3));
    var flat = new Reshape(List.of(-1, out));
    return constant(
        value,
        image,
        x ->
            Autograd.evaluate(
                flat, Autograd.evaluate(axes, Autograd.evaluate(new Reshape(dims), x))),
        1);
  }

  /** {@code columns}: where the last axis goes, which the scales of codes belong to. */
  private String constant(String value, Object form, UnaryOperator<Tensor> move, int columns) {
    var node = coded.get(value);
    if (node == null)
      return once(value, form, () -> written(value, move.apply(graph.constant(value))));
    return once(
        value,
        form,
        () -> {
          var codes = node.inputs().get(0);
          var inputs = new ArrayList<String>();
          inputs.add(written(codes, move.apply(graph.constant(codes))));
          inputs.addAll(steps(node.inputs().get(1), ((Dequantize) node.op()).zeroPoint()));
          return file.node(
              constantName(value), "DequantizeLinear", Map.of("axis", columns), inputs);
        });
  }

  private String written(String value, Tensor tensor) {
    return file.constant(constantName(value), tensor);
  }

  /** The scale and the zero point of codes; one step for all is a scalar. */
  List<String> steps(String scale, int zeroPoint) {
    boolean single = graph.isConstant(scale) && shape(scale).size() == 1;
    var shape = single ? Shape.SCALAR : shape(scale);
    var zeros = Tensor.zeros(DType.INT8, shape);
    Arrays.fill(zeros.bytes(), (byte) zeroPoint);
    return List.of(
        single
            ? once(scale, "scalar", () -> written(scale, graph.constant(scale).view(shape)))
            : plain(scale),
        once(scale, zeroPoint, () -> file.constant(file.free(scale + ".zero"), zeros)));
  }

  /** Its own name, and where it is written in several orders, others. */
  private String constantName(String value) {
    return names.putIfAbsent(value, value) == null ? value : file.free(value);
  }

  private String once(String value, Object form, Supplier<String> maker) {
    var key = List.of(value, form);
    var known = made.get(key);
    if (known != null) return known;
    var name = maker.get();
    made.put(key, name);
    return name;
  }

  /** Adds the node that makes a value. */
  void write(
      GraphNode node,
      String operator,
      Map<String, ?> attributes,
      List<String> inputs,
      Order order) {
    define(node.name(), file.node(node.name(), operator, attributes, inputs), order);
  }
}
