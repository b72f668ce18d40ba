package jacquard.engine.graph;

import jacquard.engine.op.Op;
import java.util.List;

/**
 * One application of an op.
 *
 * @param name its own name and that of its output
 * @param op the function
 * @param inputs the names of the values it reads, in the op's order
 */
public record GraphNode(String name, Op op, List<String> inputs) {
  /** Copies the list. */
  public GraphNode {
    inputs = List.copyOf(inputs);
  }

  /** This node with another function. */
  public GraphNode withOp(Op other) {
    return new GraphNode(name, other, inputs);
  }

  /** This node reading other values. */
  public GraphNode withInputs(List<String> others) {
    return new GraphNode(name, op, others);
  }

  @Override
  public String toString() {
    return "%s = %s(%s)".formatted(name, op, String.join(", ", inputs));
  }
}
