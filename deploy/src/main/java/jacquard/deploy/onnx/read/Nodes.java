package jacquard.deploy.onnx.read;

import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes of a graph that grows, and the names that are taken. */
final class Nodes {
  private final List<GraphNode> nodes = new ArrayList<>();
  private final Map<String, GraphNode> makers = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  /** How many there are: a mark for {@link #rename}. */
  int size() {
    return nodes.size();
  }

  List<GraphNode> all() {
    return nodes;
  }

  /** The node that makes a value, or {@code null}. */
  GraphNode maker(String value) {
    return makers.get(value);
  }

  /** A name that is not taken yet. */
  String free(String wish) {
    var name = wish;
    for (int i = 2; !names.add(name); i++) name = wish + "_" + i;
    return name;
  }

  /** Adds a node; returns its name. */
  String add(String wish, Op op, List<String> operands) {
    var node = new GraphNode(free(wish), op, operands);
    nodes.add(node);
    makers.put(node.name(), node);
    return node.name();
  }

  /** Gives a value another name, if that is free and a node behind the mark makes the value. */
  boolean rename(String old, String name, int mark) {
    if (names.contains(name) || !nodes.subList(mark, nodes.size()).contains(makers.get(old))) {
      return false;
    }
    makers.remove(old);
    for (int i = mark; i < nodes.size(); i++) {
      var node = nodes.get(i);
      var read = node.inputs().stream().map(n -> n.equals(old) ? name : n).toList();
      var own = node.name().equals(old) ? name : node.name();
      nodes.set(i, new GraphNode(own, node.op(), read));
      makers.put(own, nodes.get(i));
    }
    names.add(name);
    names.remove(old);
    return true;
  }
}
