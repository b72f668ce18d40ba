package jacquard.engine.graph;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.nn.Module;
import jacquard.engine.tensor.Tensor;
import java.util.HashMap;
import java.util.List;

/**
 * A graph as a module: it applies the nodes one after the other, so whatever a graph came from (a
 * trace, a rewrite, a file) is trained, evaluated, saved and traced again like any other. It owns
 * the graph's parameters and buffers under their names.
 */
public final class GraphModule extends Module {
  private final Graph graph;

  /** A module that shares the graph's parameters and buffers. */
  public GraphModule(Graph graph) {
    this.graph = graph;
    graph.parameters().forEach(this::parameter);
    graph.buffers().forEach(this::buffer);
  }

  /** The graph. */
  public Graph graph() {
    return graph;
  }

  /**
   * Applies a graph of any number of inputs and outputs.
   *
   * @throws IllegalArgumentException if there are not as many tensors as the graph has inputs
   */
  public List<Tensor> apply(List<Tensor> inputs) {
    if (inputs.size() != graph.inputs().size()) {
      throw new IllegalArgumentException(
          "the graph has %d inputs, not %d".formatted(graph.inputs().size(), inputs.size()));
    }
    var values = new HashMap<String, Tensor>(graph.parameters());
    values.putAll(graph.buffers());
    for (int i = 0; i < inputs.size(); i++) {
      values.put(graph.inputs().get(i).name(), inputs.get(i));
    }
    var context = Context.current();
    for (var node : graph.nodes()) {
      var operands = node.inputs().stream().map(values::get).toArray(Tensor[]::new);
      values.put(
          node.name(), context.inLayer(node.name(), () -> Autograd.apply(node.op(), operands)));
    }
    return graph.outputs().stream().map(values::get).toList();
  }

  /**
   * Applies a graph of one input and one output.
   *
   * @throws IllegalStateException if it has more
   */
  @Override
  protected Tensor forward(Tensor x) {
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw new IllegalStateException(
          "the graph has %d inputs and %d outputs: apply it to a list"
              .formatted(graph.inputs().size(), graph.outputs().size()));
    }
    return apply(List.of(x)).getFirst();
  }
}
