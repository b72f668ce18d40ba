package jacquard.engine.graph;

import jacquard.engine.nn.Parameter;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** The rules that a graph's values obey, and what follows from them: every type and every shape. */
final class GraphCheck {
  private GraphCheck() {}

  /** Throws an {@link IllegalArgumentException} of one sentence where a rule is broken. */
  static void run(
      List<GraphInput> inputs,
      SequencedMap<String, Parameter> parameters,
      SequencedMap<String, Tensor> buffers,
      List<GraphNode> nodes,
      List<String> outputs) {
    var defined = new HashSet<String>();
    inputs.forEach(input -> define(input.name(), defined));
    parameters.keySet().forEach(name -> define(name, defined));
    buffers.keySet().forEach(name -> define(name, defined));
    for (var node : nodes) {
      for (var input : node.inputs()) requireDefined("node '" + node.name() + "'", input, defined);
      define(node.name(), defined);
    }
    if (outputs.isEmpty()) throw new IllegalArgumentException("a graph needs an output");
    for (var output : outputs) requireDefined("the graph's output", output, defined);
    dtypes(inputs, parameters, buffers, nodes);
    shapes(inputs, parameters, buffers, nodes, 1);
    shapes(inputs, parameters, buffers, nodes, 2);
  }

  private static void define(String name, Set<String> defined) {
    if (!defined.add(name)) {
      throw new IllegalArgumentException("the name '" + name + "' is defined twice");
    }
  }

  private static void requireDefined(String reader, String name, Set<String> defined) {
    if (!defined.contains(name)) {
      throw new IllegalArgumentException(
          "%s reads '%s', which is not defined before it".formatted(reader, name));
    }
  }

  static Map<String, DType> dtypes(
      List<GraphInput> inputs,
      Map<String, Parameter> parameters,
      Map<String, Tensor> buffers,
      List<GraphNode> nodes) {
    var types = new LinkedHashMap<String, DType>();
    inputs.forEach(input -> types.put(input.name(), input.dtype()));
    parameters.forEach((name, tensor) -> types.put(name, tensor.dtype()));
    buffers.forEach((name, tensor) -> types.put(name, tensor.dtype()));
    for (var node : nodes) {
      var taken = node.inputs().stream().map(types::get).toList();
      Signature.of(node.op()).check(node, taken);
      types.put(node.name(), node.op().dtype(taken));
    }
    return types;
  }

  static Map<String, Shape> shapes(
      List<GraphInput> inputs,
      Map<String, Parameter> parameters,
      Map<String, Tensor> buffers,
      List<GraphNode> nodes,
      int batch) {
    var shapes = new LinkedHashMap<String, Shape>();
    inputs.forEach(input -> shapes.put(input.name(), input.shape(batch)));
    parameters.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    buffers.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    for (var node : nodes) {
      try {
        shapes.put(node.name(), node.op().shape(node.inputs().stream().map(shapes::get).toList()));
      } catch (ShapeException e) {
        throw e.in("node '%s', %s".formatted(node.name(), node.op().name()));
      }
    }
    return shapes;
  }
}
