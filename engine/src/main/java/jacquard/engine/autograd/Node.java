package jacquard.engine.autograd;

import jacquard.engine.op.Call;
import jacquard.engine.op.Op;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Origin;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Workspace;
import java.util.List;

/** One recorded application of an op. */
public final class Node implements Call, Origin {
  private static final Tensor[] NOTHING = {};

  private final Context context;
  private final long ordinal;
  private final String layer;
  private final Op op;
  private final List<Tensor> inputs;
  private final boolean recorded;
  private Tensor output;
  private Tensor[] saved = NOTHING;
  private Tensor gradient;
  private boolean ownsGradient;
  private boolean replayed;
  private long stream;

  Node(Context context, Op op, List<Tensor> inputs, boolean recorded) {
    this.context = context;
    this.ordinal = context.nextNode(latest(inputs));
    this.layer = context.layer();
    this.op = op;
    this.inputs = inputs;
    this.recorded = recorded;
  }

  private static long latest(List<Tensor> inputs) {
    long latest = -1;
    for (var input : inputs) {
      if (input.origin() instanceof Node node) latest = Math.max(latest, node.ordinal);
    }
    return latest;
  }

  /** Runs the op. */
  Tensor evaluate(Shape shape, DType dtype) {
    var origin = recorded ? this : null;
    if (op.isView()) {
      output = inputs.getFirst().view(shape, origin);
    } else {
      output = context.arena().allocate(dtype, shape, origin);
      op.forward(this, inputs, output);
    }
    return output;
  }

  /** The position in the order of recording: inputs come before outputs. */
  public long ordinal() {
    return ordinal;
  }

  /** The path of the layer that applied the op, for example {@code "features.0"}. */
  public String layer() {
    return layer;
  }

  /** The function. */
  public Op op() {
    return op;
  }

  /** Its inputs, in order. */
  public List<Tensor> inputs() {
    return inputs;
  }

  /** Its output. */
  public Tensor output() {
    return output;
  }

  @Override
  public boolean training() {
    return context.isTraining();
  }

  @Override
  public Workspace workspace() {
    return context.workspace();
  }

  @Override
  public Tensor allocate(DType dtype, Shape shape) {
    return context.arena().allocate(dtype, shape, null);
  }

  @Override
  public boolean recorded() {
    return recorded;
  }

  @Override
  public boolean needsGradient(int input) {
    return inputs.get(input).requiresGrad();
  }

  @Override
  public void save(Tensor... tensors) {
    if (recorded) saved = tensors;
  }

  @Override
  public Tensor saved(int index) {
    if (replayed) {
      throw new IllegalStateException(
          op.name() + " was replayed already: apply the model again before each backward()");
    }
    return saved[index];
  }

  @Override
  public long seed() {
    return context.seed();
  }

  @Override
  public long stream() {
    if (stream == 0) stream = context.nextStream();
    return stream;
  }

  Tensor gradient() {
    return gradient;
  }

  /** Whether nobody else reads the gradient's memory. */
  boolean ownsGradient() {
    return ownsGradient;
  }

  /** Sets the sum of what the consumers sent; {@code own}: nobody else reads its memory. */
  void gradient(Tensor sum, boolean own) {
    gradient = sum;
    ownsGradient = own;
  }

  /** Whether a tensor's memory is one that this node's backward pass reads. */
  boolean reads(Tensor tensor) {
    return tensor.sharesMemoryWith(gradient) || isShared(tensor) || isAmong(saved, tensor);
  }

  /** Whether a tensor's memory is an input's or the output's, which others read too. */
  private boolean isShared(Tensor tensor) {
    boolean shared = tensor.sharesMemoryWith(output);
    for (var input : inputs) shared |= tensor.sharesMemoryWith(input);
    return shared;
  }

  private static boolean isAmong(Tensor[] tensors, Tensor tensor) {
    for (var other : tensors) {
      if (other != null && other.sharesMemoryWith(tensor)) return true;
    }
    return false;
  }

  /** Gives back what only this node's backward pass needed and did not pass on. */
  void release(Tensor[] passedOn) {
    if (ownsGradient && !isAmong(passedOn, gradient)) context.arena().release(gradient);
    for (var tensor : saved) {
      if (!isShared(tensor) && !isAmong(passedOn, tensor)) context.arena().release(tensor);
    }
    gradient = null;
    saved = NOTHING;
    replayed = true;
  }
}
