package jacquard.engine.graph;

import jacquard.engine.op.Call;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Workspace;
import java.util.ArrayList;
import java.util.List;

/**
 * An op's application in a session: evaluation, without a backward pass. What the op allocates is
 * kept for its next run, which asks for the same again.
 */
final class PlanCall implements Call {
  private final Workspace workspace;
  private final List<Tensor> scratch = new ArrayList<>();
  private int next;

  PlanCall(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Starts a run. */
  void begin() {
    next = 0;
  }

  @Override
  public Tensor allocate(DType dtype, Shape shape) {
    if (next == scratch.size()) scratch.add(Tensor.zeros(dtype, shape));
    var tensor = scratch.get(next);
    if (tensor.dtype() != dtype || !tensor.shape().equals(shape)) {
      tensor = Tensor.zeros(dtype, shape);
      scratch.set(next, tensor);
    }
    next++;
    return tensor;
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public Workspace workspace() {
    return workspace;
  }

  @Override
  public boolean recorded() {
    return false;
  }

  @Override
  public boolean needsGradient(int input) {
    return false;
  }

  @Override
  public void save(Tensor... tensors) {} // no backward pass follows

  @Override
  public Tensor saved(int index) {
    throw new IllegalStateException("a plan has no backward pass");
  }

  @Override
  public long seed() {
    return 0;
  }

  @Override
  public long stream() {
    return 0;
  }
}
