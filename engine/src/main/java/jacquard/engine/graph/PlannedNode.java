package jacquard.engine.graph;

import java.util.List;

/**
 * A step of a plan.
 *
 * @param node the node whose value it computes
 * @param kernel how; perhaps together with nodes before it, which are then no steps
 * @param inputs the values that the kernel is bound to
 */
record PlannedNode(GraphNode node, PlanKernel kernel, List<String> inputs) {
  /** The value that it computes. */
  String name() {
    return node.name();
  }

  boolean isView() {
    return node.op().isView();
  }
}
