package jacquard.engine.autograd;

import jacquard.engine.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/** The recorded past of a tensor. */
public final class Tape {
  private Tape() {}

  /**
   * The nodes that led to {@code output}, inputs before outputs: the order of recording is a
   * topological order. The search keeps its own stack, so that depth is no limit.
   */
  public static List<Node> of(Tensor output) {
    var seen = new HashSet<Node>();
    var found = new ArrayList<Node>();
    var pending = new ArrayDeque<Tensor>();
    pending.push(output);
    while (!pending.isEmpty()) {
      if (pending.pop().origin() instanceof Node node && seen.add(node)) {
        found.add(node);
        node.inputs().forEach(pending::push);
      }
    }
    found.sort(Comparator.comparingLong(Node::ordinal));
    return found;
  }
}
