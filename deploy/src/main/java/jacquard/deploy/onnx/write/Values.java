package jacquard.deploy.onnx.write;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Op;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Reshape;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  Values(Graph graph, FileBuilder file) {
    this.graph = graph;
    this.file = file;
    shapes = graph.shapes(1);
    dtypes = graph.dtypes();
  }

  Graph graph() {
    return graph;
  }

  FileBuilder file() {
    return file;
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
    return graph.isConstant(value) ? plain(value) : names.get(value);
  }

  /** The name of a value in the graph's order. */
  String plain(String value) {
    if (graph.isConstant(value)) return constant(value, "plain", graph.constant(value));
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
    if (graph.isConstant(value)) return permuted(value, FIRST);
    return once(value, "nchw", () -> transposed(value, ".nchw", plain(value), FIRST));
  }

  /** A constant with its axes in another order. */
  String permuted(String value, List<Integer> axes) {
    if (!graph.isConstant(value)) {
      return once(value, axes, () -> transposed(value, ".moved", plain(value), axes));
    }
    return constant(value, axes, apply(new Permute(axes), graph.constant(value)));
  }

  /** Something broadcast over images, with its channels in front. */
  String besideImages(String value) {
    if (!graph.isConstant(value)) return image(value);
    var constant = graph.constant(value);
    if (constant.size() == 1) return plain(value);
    var dims = new ArrayList<Integer>();
    for (int i = constant.shape().rank(); i < 4; i++) dims.add(1);
    dims.addAll(constant.shape().toList());
    var image = apply(new Reshape(dims), constant);
    return constant(value, "beside", apply(new Permute(FIRST), image));
  }

  /**
   * The weights {@code [h w c, out]} of a layer behind a flattened image, for {@code [n, c h w]}.
   */
  String weightsOfFlat(String value, Shape image) {
    int out = graph.constant(value).dim(1);
    var dims = List.of(image.dim(1), image.dim(2), image.dim(3), out);
    var split = apply(new Reshape(dims), graph.constant(value));
    var moved = apply(new Permute(List.of(2, 0, 1, 3)), split);
    return constant(value, image, apply(new Reshape(List.of(-1, out)), moved));
  }

  private static Tensor apply(Op op, Tensor x) {
    return Context.of(Parallel.inline())
        .withoutGradients()
        .call(() -> Autograd.apply(op, x))
        .detach();
  }

  private String constant(String value, Object form, Tensor tensor) {
    return once(value, form, () -> file.constant(constantName(value), tensor));
  }

  /** Its own name, and where it is written in several orders, others. */
  private String constantName(String value) {
    return names.putIfAbsent(value, value) == null ? value : file.free(value);
  }

  private String once(String value, Object form, java.util.function.Supplier<String> maker) {
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
