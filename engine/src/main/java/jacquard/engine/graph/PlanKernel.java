package jacquard.engine.graph;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Workspace;
import java.util.List;

/** How a plan computes a node: immutable, and shared by all sessions. */
@FunctionalInterface
interface PlanKernel {
  /**
   * Prepares the node for values of known shapes in known places.
   *
   * @return what computes {@code output} from {@code inputs}, without allocating
   */
  Runnable bind(List<Tensor> inputs, Tensor output, Workspace workspace);

  /** What a choice between several came to, in a word; empty where there was none. */
  default String label() {
    return "";
  }

  /** The memory of what it has inside. */
  default long bytes() {
    return 0;
  }
}
