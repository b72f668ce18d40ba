package jacquard.engine.graph;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a plan, one run at a time. It owns the memory of everything in between; the first run of a
 * number of samples prepares for it, and every later one allocates nothing (custom ops and ops
 * without a gradient may).
 *
 * <p>What a run returns is the session's own memory: read it, or {@code detach()} it, before the
 * next run.
 */
public final class Session {
  private final Plan plan;
  private final int maxBatch;
  private final int partSamples;
  private final Workspace workspace;
  private final Tensor[] pool;
  private final BatchRun[] runs;
  private Tensor[] wholeInputs; // of batches that are computed in parts
  private final AtomicBoolean running = new AtomicBoolean();

  Session(Plan plan, int maxBatch, Parallel parallel) {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("a session takes at least 1 sample, not " + maxBatch);
    }
    this.plan = plan;
    this.maxBatch = maxBatch;
    workspace = new Workspace(parallel);
    runs = new BatchRun[maxBatch + 1];
    partSamples = Math.min(maxBatch, plan.partSamples());
    var sizes = plan.buffers().sizes(plan.graph().shapes(partSamples));
    pool = new Tensor[sizes.length];
    for (int i = 0; i < pool.length; i++) {
      var buffer = plan.buffers().buffers().get(i);
      if (!buffer.exact()) pool[i] = Tensor.zeros(buffer.dtype(), Shape.of(sizes[i]));
    }
  }

  /** The plan it runs. */
  public Plan plan() {
    return plan;
  }

  /** The most samples in a run. */
  public int maxBatch() {
    return maxBatch;
  }

  /**
   * Where a run of that many samples reads the graph's only input: whoever fills this tensor and
   * runs it saves a copy. The array behind it may be longer than the tensor.
   */
  public Tensor input(int batch) {
    return only(prepared(batch).inputs(), "input");
  }

  /**
   * Runs a graph of one input and one output.
   *
   * @param input {@code [batch, ...]} with {@code 1 <= batch <= maxBatch}
   * @return the session's own memory, overwritten by the next run
   * @throws IllegalArgumentException if the input is of another shape or type
   * @throws IllegalStateException if another thread is running this session
   */
  public Tensor run(Tensor input) {
    enter();
    try {
      var run = prepared(batchOf(List.of(input)));
      accept(0, input, only(run.inputs(), "input"));
      run.run();
      return only(run.outputs(), "output");
    } finally {
      running.set(false);
    }
  }

  /**
   * Runs a graph of any number of inputs and outputs.
   *
   * @return the outputs, each as of {@link #run(Tensor)}
   * @throws IllegalArgumentException if the inputs are too many or too few, or one does not fit
   */
  public List<Tensor> run(List<Tensor> inputs) {
    enter();
    try {
      if (inputs.size() != plan.graph().inputs().size()) {
        throw new IllegalArgumentException(
            "the graph has %d inputs, not %d"
                .formatted(plan.graph().inputs().size(), inputs.size()));
      }
      var run = prepared(batchOf(inputs));
      for (int i = 0; i < inputs.size(); i++) accept(i, inputs.get(i), run.inputs().get(i));
      run.run();
      return run.outputs();
    } finally {
      running.set(false);
    }
  }

  /**
   * Runs a graph of one float input and one float output on plain arrays.
   *
   * @param in {@code batch} samples, one behind the other; the array may be longer
   * @param out receives the output; the array may be longer
   * @throws IllegalArgumentException if an array is too short
   */
  public void run(float[] in, int batch, float[] out) {
    enter();
    try {
      var run = prepared(batch);
      var x = only(run.inputs(), "input");
      var y = only(run.outputs(), "output");
      requireRoom(x, in.length);
      requireRoom(y, out.length);
      System.arraycopy(in, 0, x.floats(), 0, x.size());
      run.run();
      System.arraycopy(y.floats(), 0, out, 0, y.size());
    } finally {
      running.set(false);
    }
  }

  private void enter() {
    if (!running.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "this session is running on another thread: give each thread its own plan.session(...)");
    }
  }

  /** The samples of the first input that is a batch; 1 if there is none. */
  private int batchOf(List<Tensor> given) {
    for (int i = 0; i < given.size(); i++) {
      if (i >= plan.graph().inputs().size() || !plan.graph().inputs().get(i).batched()) continue;
      if (given.get(i).shape().rank() > 0) return given.get(i).dim(0);
      throw new ShapeException("a scalar is not a batch of samples");
    }
    return 1;
  }

  private BatchRun prepared(int batch) {
    if (batch < 1 || batch > maxBatch) {
      throw new ShapeException(
          "this session takes 1 to %d samples, not %d".formatted(maxBatch, batch));
    }
    if (runs[batch] == null) {
      runs[batch] = batch > partSamples ? split(batch) : new Binding(plan, batch, pool, workspace);
    }
    return runs[batch];
  }

  private BatchRun split(int batch) {
    if (wholeInputs == null) {
      wholeInputs = plan.graph().inputs().stream().map(this::whole).toArray(Tensor[]::new);
    }
    var shapes = plan.graph().shapes(batch);
    var inputs = new ArrayList<Tensor>();
    for (var input : plan.graph().inputs()) {
      inputs.add(wholeInputs[inputs.size()].prefix(shapes.get(input.name())));
    }
    var part = prepared(partSamples);
    int left = batch % partSamples;
    var outputs = new ArrayList<Tensor>();
    for (var output : part.outputs()) {
      outputs.add(Tensor.zeros(output.dtype(), output.shape().with(0, batch)));
    }
    return new SplitRun(
        inputs, outputs, batch, partSamples, part, left == 0 ? part : prepared(left));
  }

  private Tensor whole(GraphInput input) {
    return Tensor.zeros(input.dtype(), input.shape(maxBatch));
  }

  private void accept(int index, Tensor given, Tensor own) {
    if (given == own) return;
    if (given.dtype() != own.dtype() || !given.shape().equals(own.shape())) {
      throw new ShapeException(
          "input '%s' is to be %s, not %s"
              .formatted(plan.graph().inputs().get(index).name(), own, given));
    }
    own.copyFrom(given);
  }

  private static Tensor only(List<Tensor> tensors, String kind) {
    if (tensors.size() == 1) return tensors.getFirst();
    throw new IllegalStateException(
        "the graph has %d %ss: run it with a list".formatted(tensors.size(), kind));
  }

  private static void requireRoom(Tensor tensor, int length) {
    if (tensor.dtype() == DType.FLOAT32 && length >= tensor.size()) return;
    throw new ShapeException("an array of %d floats cannot hold %s".formatted(length, tensor));
  }
}
