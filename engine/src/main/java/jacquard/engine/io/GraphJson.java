package jacquard.engine.io;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphInput;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Op;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A graph as JSON. Tensors stand in it by name; ops as their record's name (a custom op's with its
 * package) and components:
 *
 * <pre>{@code
 * {"version": 1,
 *  "inputs": [{"name": "input", "dtype": "FLOAT32", "sample": [28, 28, 1]}],
 *  "parameters": ["1.weight", "1.bias"],
 *  "buffers": [],
 *  "nodes": [{"name": "0", "op": "Flatten", "attributes": {}, "inputs": ["input"]}, ...],
 *  "outputs": ["1"]}
 * }</pre>
 */
final class GraphJson {
  private static final int VERSION = 1;

  /** Jacquard's own ops by name: all that the sealed families permit. */
  private static final Map<String, Class<?>> OPS = new HashMap<>();

  static {
    collect(Op.class);
  }

  private GraphJson() {}

  private static void collect(Class<?> family) {
    if (family.isRecord()) OPS.put(family.getSimpleName(), family);
    else if (family.isSealed()) for (var each : family.getPermittedSubclasses()) collect(each);
  }

  /** The JSON of a graph. */
  static String write(Graph graph) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("version", VERSION);
    tree.put("inputs", graph.inputs().stream().map(GraphJson::write).toList());
    tree.put("parameters", graph.parameters().keySet());
    tree.put("buffers", graph.buffers().keySet());
    tree.put("nodes", graph.nodes().stream().map(GraphJson::write).toList());
    tree.put("outputs", graph.outputs());
    return Json.write(tree);
  }

  private static Map<String, Object> write(GraphInput input) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", input.name());
    tree.put("dtype", input.dtype());
    tree.put("sample", input.sample().toList());
    return tree;
  }

  private static Map<String, Object> write(GraphNode node) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", node.name());
    tree.put("op", nameOf(node.op().getClass()));
    tree.put("attributes", Records.write(record(node)));
    tree.put("inputs", node.inputs());
    return tree;
  }

  private static Record record(GraphNode node) {
    if (node.op() instanceof Record record) return record;
    throw new IllegalArgumentException(
        "op %s of node '%s' is not a record: make it one, so that a file can hold it"
            .formatted(node.op().getClass().getName(), node.name()));
  }

  private static String nameOf(Class<?> op) {
    return CustomOp.class.isAssignableFrom(op) ? op.getName() : op.getSimpleName();
  }

  /**
   * Reads a graph.
   *
   * @param tensors among them those that the graph names
   * @param customOps the only classes outside Jacquard that may be used
   * @throws ModelFileException if it is not a graph, or a tensor or op is unknown
   */
  static Graph read(
      String text,
      Map<String, Tensor> tensors,
      Collection<? extends Class<? extends CustomOp>> customOps) {
    var json = Json.parse("graph", text);
    int version = json.get("version").integer();
    if (version != VERSION) {
      throw new ModelFileException(
          "its graph has version %d, and this Jacquard reads %d: use the Jacquard that wrote it"
              .formatted(version, VERSION));
    }
    var ops = new HashMap<>(OPS);
    customOps.forEach(op -> ops.put(op.getName(), op));
    var inputs = json.get("inputs").list().stream().map(GraphJson::input).toList();
    var parameters = new LinkedHashMap<String, Parameter>();
    tensors(json.get("parameters"), tensors)
        .forEach((name, tensor) -> parameters.put(name, parameter(name, tensor)));
    var buffers = tensors(json.get("buffers"), tensors);
    var nodes = json.get("nodes").list().stream().map(node -> node(node, ops)).toList();
    return graph(inputs, parameters, buffers, nodes, json.get("outputs").texts());
  }

  /** Whatever an op objects to is a refusal: the file may give it any attributes and inputs. */
  private static Graph graph(
      List<GraphInput> inputs,
      SequencedMap<String, Parameter> parameters,
      SequencedMap<String, Tensor> buffers,
      List<GraphNode> nodes,
      List<String> outputs) {
    try {
      return new Graph(inputs, parameters, buffers, nodes, outputs);
    } catch (RuntimeException e) {
      throw new ModelFileException(
          "its graph cannot be used (%s): the file is damaged"
              .formatted(quote(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static GraphInput input(Json json) {
    var sample = json.get("sample");
    try {
      var dtype = DType.valueOf(json.get("dtype").text());
      return new GraphInput(json.get("name").text(), dtype, Shape.of(sample.integers()));
    } catch (IllegalArgumentException e) {
      throw json.wrong(quote(e.getMessage()));
    }
  }

  private static SequencedMap<String, Tensor> tensors(Json names, Map<String, Tensor> all) {
    var found = new LinkedHashMap<String, Tensor>();
    for (var name : names.texts()) {
      var tensor = all.get(name);
      if (tensor == null) throw names.wrong("there is no tensor '" + quote(name) + "'");
      if (found.put(name, tensor) != null) throw names.wrong("it has '" + quote(name) + "' twice");
    }
    return found;
  }

  private static Parameter parameter(String name, Tensor tensor) {
    if (tensor.dtype() == DType.FLOAT32) return Parameter.of(tensor);
    throw new ModelFileException(
        "parameter '%s' is %s, and only FLOAT32 is learned: the file is damaged"
            .formatted(quote(name), tensor.dtype()));
  }

  private static GraphNode node(Json json, Map<String, Class<?>> ops) {
    var name = json.get("op").text();
    var type = ops.get(name);
    if (type == null) {
      throw new ModelFileException(
          "node '%s' uses the op %s, which is not Jacquard's: name its class when you load the file"
              .formatted(quote(json.get("name").text()), quote(name)));
    }
    var op = (Op) Records.read(type.asSubclass(Record.class), json.get("attributes"));
    return new GraphNode(json.get("name").text(), op, json.get("inputs").texts());
  }
}
