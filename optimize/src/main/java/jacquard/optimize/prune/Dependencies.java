package jacquard.optimize.prune;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.BatchNorm2d;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Dropout;
import jacquard.engine.op.Flatten;
import jacquard.engine.op.InferenceOnly;
import jacquard.engine.op.LayerNorm;
import jacquard.engine.op.Linear;
import jacquard.engine.op.MatMul;
import jacquard.engine.op.Movement;
import jacquard.engine.op.Pointwise;
import jacquard.engine.op.Pooling;
import jacquard.engine.op.Quantization;
import jacquard.engine.op.Reduction;
import jacquard.engine.op.Softmax;
import jacquard.engine.tensor.Shape;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Which channels depend on which: a walk through the graph that follows the last axis of every
 * value. Layers start new channels; sums of values tie them together; what mixes or counts channels
 * needs them all. (Fang et al. 2023 group parameters likewise.)
 */
final class Dependencies {
  private final Graph graph;
  private final Map<String, Shape> shapes;
  private final Map<String, ChannelGroup> groups = new HashMap<>(); // of values

  private Dependencies(Graph graph) {
    this.graph = graph;
    shapes = graph.shapes(2);
    graph.inputs().forEach(input -> start(input.name()).freeze());
    graph.nodes().forEach(this::follow);
    graph.outputs().forEach(this::freeze);
  }

  /** All groups, those of earlier layers first. */
  static List<ChannelGroup> of(Graph graph) {
    var found = new Dependencies(graph);
    var all = new LinkedHashSet<ChannelGroup>();
    for (var node : graph.nodes()) {
      var group = found.groups.get(node.name());
      if (group != null && !group.producers().isEmpty()) all.add(group);
    }
    return List.copyOf(all);
  }

  private void follow(GraphNode node) {
    switch (node.op()) {
      case Linear _ -> layer(node, false);
      case Conv2d op -> convolution(node, op);
      case Pointwise _, Dropout _, Pooling _, Flatten _ -> pass(node);
      case BatchNorm2d _ -> {
        pass(node);
        node.inputs().subList(1, 5).forEach(tensor -> slice(group(node), tensor));
      }
      case Arithmetic _ -> combine(node);
      case MatMul _, LayerNorm _, Softmax _ -> mix(node);
      case Movement _, Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> mix(node);
    }
  }

  private ChannelGroup group(GraphNode node) {
    return groups.get(node.name());
  }

  private ChannelGroup start(String value) {
    var shape = shapes.get(value);
    var group = new ChannelGroup(shape.rank() == 0 ? 1 : shape.dim(-1));
    groups.put(value, group);
    return group;
  }

  private void freeze(String value) {
    var group = groups.get(value);
    if (group != null) group.freeze();
  }

  /** Needs all channels of what it reads, and so do those who read it. */
  private void mix(GraphNode node) {
    node.inputs().forEach(this::freeze);
    start(node.name()).freeze();
  }

  private void pass(GraphNode node) {
    groups.put(node.name(), groups.get(node.inputs().getFirst()));
  }

  private void slice(ChannelGroup group, String tensor) {
    if (graph.isConstant(tensor)) group.addSlice(tensor, graph.constant(tensor).shape().rank() - 1);
    else group.freeze();
  }

  private boolean ownsWeights(GraphNode node) {
    return node.inputs().stream().skip(1).allMatch(this::isReadOnce);
  }

  private boolean isReadOnce(String tensor) {
    return graph.isConstant(tensor) && graph.consumers(tensor).size() == 1;
  }

  private void layer(GraphNode node, boolean convolution) {
    var input = groups.get(node.inputs().getFirst());
    if (input == null || !ownsWeights(node)) {
      mix(node);
      return;
    }
    input.addSlice(node.inputs().get(1), convolution ? 2 : 0);
    var output = start(node.name());
    output.addProducer(node.name());
    node.inputs().stream().skip(1).forEach(tensor -> slice(output, tensor));
  }

  private void convolution(GraphNode node, Conv2d op) {
    var input = groups.get(node.inputs().getFirst());
    boolean depthwise =
        input != null
            && op.groups() > 1
            && op.groups() == input.size()
            && shapes.get(node.name()).dim(-1) == op.groups()
            && ownsWeights(node);
    if (op.groups() == 1) {
      layer(node, true);
    } else if (depthwise) {
      pass(node);
      node.inputs().stream().skip(1).forEach(tensor -> slice(input, tensor));
      input.depthwise().add(node.name());
    } else {
      mix(node);
    }
  }

  /** A sum or product, element by element or with a value for each channel. */
  private void combine(GraphNode node) {
    var a = node.inputs().get(0);
    var b = node.inputs().get(1);
    if (graph.isConstant(a)) with(node, b, a);
    else if (graph.isConstant(b)) with(node, a, b);
    else if (shapes.get(a).equals(shapes.get(b))) tie(node, groups.get(a), groups.get(b));
    else mix(node);
  }

  private void with(GraphNode node, String value, String constant) {
    var shape = shapes.get(constant);
    boolean fits = shape.rank() == 0 || shape.dim(-1) == 1 || isReadOnce(constant);
    if (!fits || shape.rank() > shapes.get(value).rank()) {
      mix(node);
      return;
    }
    groups.put(node.name(), groups.get(value));
    if (shape.rank() > 0 && shape.dim(-1) > 1) slice(groups.get(value), constant);
  }

  private void tie(GraphNode node, ChannelGroup a, ChannelGroup b) {
    if (a.size() != b.size()) {
      mix(node);
      return;
    }
    if (a != b) {
      a.absorb(b);
      groups.replaceAll((_, group) -> group == b ? a : group);
    }
    groups.put(node.name(), a);
  }
}
