package jacquard.engine.graph;

import jacquard.engine.autograd.Context;
import jacquard.engine.autograd.Node;
import jacquard.engine.autograd.Tape;
import jacquard.engine.nn.Module;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives names to what a tape recorded. A value is told by its tensor's identity. */
final class Tracer {
  private static final int FEW = 2;
  private static final int MORE = 3;

  private final Module model;
  private final GraphInput input;
  private final Map<Tensor, String> names = new IdentityHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<GraphNode> nodes = new ArrayList<>();
  private String output;

  private Tracer(Module model, GraphInput input) {
    this.model = model;
    this.input = input;
  }

  static Graph trace(Module model, GraphInput input) {
    var few = new Tracer(model, input).record(FEW);
    var more = new Tracer(model, input).record(MORE);
    requireSame(few.nodes, more.nodes);
    return new Graph(
        List.of(input),
        model.namedParameters(),
        model.namedBuffers(),
        few.nodes,
        List.of(few.output));
  }

  private Tracer record(int batch) {
    var x = Tensor.zeros(input.dtype(), input.shape(batch));
    define(x, input.name());
    model.namedParameters().forEach((name, parameter) -> define(parameter, name));
    model.namedBuffers().forEach((name, buffer) -> define(buffer, name));
    var y = Context.of(Parallel.inline()).tracing().call(() -> model.apply(x));
    for (var node : Tape.of(y)) add(node);
    output = nameOf(y, "the model's output");
    return this;
  }

  private void define(Tensor tensor, String name) {
    taken.add(name);
    names.putIfAbsent(tensor, name); // a tied parameter has several names
  }

  private void add(Node node) {
    var name = newName(node);
    var inputs =
        node.inputs().stream().map(tensor -> nameOf(tensor, "node '" + name + "'")).toList();
    nodes.add(new GraphNode(name, node.op(), inputs));
    define(node.output(), name);
  }

  /** The layer's path; where a layer applies several ops, the op's name behind it. */
  private String newName(Node node) {
    var op = node.op().name();
    var kind = Character.toLowerCase(op.charAt(0)) + op.substring(1);
    if (node.layer().isEmpty()) return Names.free(kind, taken);
    return taken.contains(node.layer())
        ? Names.free(node.layer() + "." + kind, taken)
        : node.layer();
  }

  private String nameOf(Tensor tensor, String reader) {
    var name = names.get(tensor);
    if (name == null) {
      throw new IllegalArgumentException(
          "%s reads a tensor %s that is neither the input, a parameter nor a buffer: register it"
              .formatted(reader, tensor.shape()));
    }
    return name;
  }

  private static void requireSame(List<GraphNode> few, List<GraphNode> more) {
    for (int i = 0; i < Math.max(few.size(), more.size()); i++) {
      var a = i < few.size() ? few.get(i) : null;
      var b = i < more.size() ? more.get(i) : null;
      if (a != null && a.equals(b)) continue;
      throw new IllegalArgumentException(
          "node '%s' depends on the number of samples (it is %s for %d, but %s for %d): leave axis"
                  .formatted((a == null ? b : a).name(), a, FEW, b, MORE)
              + " 0, the batch, open");
    }
  }
}
