package jacquard.engine.graph;

import jacquard.engine.nn.Parameter;
import jacquard.engine.op.Op;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Builds a graph from another, node by node in order. A merged node bears the name of its last
 * part, so that every value that is still there has the name it had.
 */
final class GraphEditor {
  private final Graph graph;
  private final SequencedMap<String, Parameter> parameters;
  private final SequencedMap<String, Tensor> buffers;
  private final SequencedMap<String, GraphNode> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> readings = new HashMap<>();
  private final Map<String, String> replaced = new HashMap<>();
  private final Set<String> names;

  GraphEditor(Graph graph) {
    this.graph = graph;
    names = graph.names();
    parameters = new LinkedHashMap<>(graph.parameters());
    buffers = new LinkedHashMap<>(graph.buffers());
    graph.nodes().forEach(node -> node.inputs().forEach(this::count));
    graph.outputs().forEach(this::count);
  }

  private void count(String value) {
    readings.merge(value, 1, Integer::sum);
  }

  /** Whether every value is a parameter or a buffer by now. */
  boolean areConstant(List<String> values) {
    return values.stream().allMatch(name -> constant(name) != null);
  }

  /** A parameter or buffer as it is by now, or {@code null}. */
  Tensor constant(String name) {
    var parameter = parameters.get(name);
    return parameter == null ? buffers.get(name) : parameter;
  }

  /** The node that makes a value which the asking node alone reads, once; else {@code null}. */
  GraphNode producerFor(String value) {
    return readings.get(value) == 1 ? nodes.get(value) : null;
  }

  /** Adds the node as it is. */
  void keep(GraphNode node) {
    var inputs = node.inputs().stream().map(this::current).toList();
    nodes.put(node.name(), node.withInputs(inputs));
  }

  /** Adds one node in the place of two. */
  void merge(GraphNode producer, GraphNode consumer, Op op, List<String> inputs) {
    nodes.remove(producer.name());
    nodes.put(consumer.name(), new GraphNode(consumer.name(), op, inputs));
  }

  /**
   * Exchanges two nodes, of which the second alone reads the first, which has one input; the names
   * stay in order.
   *
   * @return the first node now
   */
  GraphNode swap(GraphNode first, GraphNode second) {
    var inputs = new ArrayList<>(second.inputs());
    inputs.set(0, first.inputs().getFirst());
    var earlier = new GraphNode(first.name(), second.op(), List.copyOf(inputs));
    nodes.put(first.name(), earlier);
    nodes.put(second.name(), new GraphNode(second.name(), first.op(), List.of(first.name())));
    return earlier;
  }

  /** Leaves the node out: whoever read it reads its first input. */
  void drop(GraphNode node) {
    replaced.put(node.name(), current(node.inputs().getFirst()));
  }

  /** Leaves the node out: its value is known. */
  void replace(GraphNode node, Tensor value) {
    buffers.put(node.name(), value);
  }

  private String current(String value) {
    return replaced.getOrDefault(value, value);
  }

  /**
   * Adds a parameter. It takes the place of a constant of that name that one node alone reads; else
   * it gets a free name like it.
   *
   * @return its name
   */
  String put(String wish, Tensor values) {
    var name = nameFor(wish);
    buffers.remove(name);
    parameters.put(name, Parameter.of(values));
    return name;
  }

  /** The same for a buffer. */
  String putBuffer(String wish, Tensor values) {
    var name = nameFor(wish);
    parameters.remove(name);
    buffers.put(name, values);
    return name;
  }

  private String nameFor(String wish) {
    boolean own = constant(wish) != null && readings.getOrDefault(wish, 0) <= 1;
    var name = own ? wish : Names.free(wish, names);
    names.add(name);
    return name;
  }

  /** The graph, without what nothing reads any more. */
  Graph build() {
    var outputs = graph.outputs().stream().map(this::current).toList();
    return new Graph(graph.inputs(), parameters, buffers, List.copyOf(nodes.values()), outputs)
        .withoutUnused();
  }
}
