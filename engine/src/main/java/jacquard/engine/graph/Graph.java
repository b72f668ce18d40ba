package jacquard.engine.graph;

import jacquard.engine.nn.Module;
import jacquard.engine.nn.Parameter;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model as a list of named values: inputs, parameters, buffers and the outputs of nodes. Each has
 * one name and is defined once, before it is read, so walking {@link #nodes} from first to last is
 * a topological walk. Immutable, but for the elements of parameters and buffers, which are shared
 * with the module it came from.
 *
 * @param inputs what it is applied to
 * @param parameters the learned values, by path
 * @param buffers values that are kept with the model but not learned
 * @param nodes the ops, in an order in which they can be applied
 * @param outputs the names of the values it returns
 */
public record Graph(
    List<GraphInput> inputs,
    SequencedMap<String, Parameter> parameters,
    SequencedMap<String, Tensor> buffers,
    List<GraphNode> nodes,
    List<String> outputs) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException in one sentence that names the node, if a name is taken twice
   *     or read before it is defined, or if a node's inputs do not fit its op
   */
  public Graph {
    inputs = List.copyOf(inputs);
    parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    buffers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(buffers));
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    GraphCheck.run(inputs, parameters, buffers, nodes, outputs);
  }

  /**
   * Records what a module does to a float input named {@code "input"}, in evaluation. Dropout is
   * recorded all the same, so that the graph can be trained.
   *
   * @param sample the shape of one sample: without axis 0, the batch
   * @throws IllegalArgumentException if what it does depends on the number of samples, or if it
   *     reads a tensor that is neither a parameter nor a buffer
   */
  public static Graph trace(Module model, Shape sample) {
    return trace(model, new GraphInput("input", DType.FLOAT32, sample));
  }

  /** The same for an input of any type. */
  public static Graph trace(Module model, GraphInput input) {
    return Tracer.trace(model, input);
  }

  /**
   * The node of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public GraphNode node(String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the graph has no node '" + name + "'"));
  }

  /** The nodes that read a value, each once, in order. */
  public List<GraphNode> consumers(String value) {
    return nodes.stream().filter(node -> node.inputs().contains(value)).toList();
  }

  /** The node that reads a value, if there is just one and the value is no output. */
  Optional<GraphNode> onlyConsumer(String value) {
    var consumers = consumers(value);
    boolean isOnly = consumers.size() == 1 && !outputs.contains(value);
    return isOnly ? Optional.of(consumers.getFirst()) : Optional.empty();
  }

  /** Whether a value is a parameter or a buffer. */
  public boolean isConstant(String value) {
    return parameters.containsKey(value) || buffers.containsKey(value);
  }

  /**
   * The parameter or buffer of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor constant(String name) {
    var tensor = parameters.containsKey(name) ? parameters.get(name) : buffers.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the graph has no parameter or buffer '" + name + "'");
    }
    return tensor;
  }

  /** The names of all values. */
  public Set<String> names() {
    var names = new HashSet<String>(parameters.keySet());
    names.addAll(buffers.keySet());
    inputs.forEach(input -> names.add(input.name()));
    nodes.forEach(node -> names.add(node.name()));
    return names;
  }

  /**
   * The shapes of all values for a number of samples.
   *
   * @throws ShapeException if a node cannot take that many
   */
  public Map<String, Shape> shapes(int batch) {
    return GraphCheck.shapes(inputs, parameters, buffers, nodes, batch);
  }

  /** The types of all values. */
  public Map<String, DType> dtypes() {
    return GraphCheck.dtypes(inputs, parameters, buffers, nodes);
  }

  /** This graph with other nodes. */
  public Graph withNodes(List<GraphNode> others) {
    return new Graph(inputs, parameters, buffers, others, outputs);
  }

  /** This graph returning other values. */
  public Graph withOutputs(List<String> others) {
    return new Graph(inputs, parameters, buffers, nodes, others);
  }

  /** This graph with other parameters and buffers. */
  public Graph withConstants(
      SequencedMap<String, Parameter> parameters, SequencedMap<String, Tensor> buffers) {
    return new Graph(inputs, parameters, buffers, nodes, outputs);
  }

  /** This graph with copies of the parameters and buffers, so that a training leaves it alone. */
  public Graph copy() {
    var ownParameters = new LinkedHashMap<String, Parameter>();
    parameters.forEach((name, values) -> ownParameters.put(name, Parameter.of(values)));
    var ownBuffers = new LinkedHashMap<String, Tensor>();
    buffers.forEach((name, values) -> ownBuffers.put(name, values.detach()));
    return withConstants(ownParameters, ownBuffers);
  }

  /** This graph without the nodes, parameters and buffers that no output depends on. */
  public Graph withoutUnused() {
    var used = new HashSet<>(outputs);
    for (var node : nodes.reversed()) if (used.contains(node.name())) used.addAll(node.inputs());
    var keptParameters = new LinkedHashMap<>(parameters);
    var keptBuffers = new LinkedHashMap<>(buffers);
    keptParameters.keySet().retainAll(used);
    keptBuffers.keySet().retainAll(used);
    var kept = nodes.stream().filter(node -> used.contains(node.name())).toList();
    return new Graph(inputs, keptParameters, keptBuffers, kept, outputs);
  }

  /** One line for each node. */
  @Override
  public String toString() {
    return nodes.stream().map(GraphNode::toString).collect(Collectors.joining("\n"));
  }
}
