package jacquard.engine.io;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphInput;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.Session;
import jacquard.engine.op.CustomOp;
import jacquard.engine.tensor.Tensor;
import java.nio.file.Path;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * A compiled graph of any number of inputs and outputs, for any number of threads: each call
 * borrows a session. At most as many compute at a time as the machine has processors; more wait.
 */
public final class Runner {
  private final Plan plan;
  private final Map<Integer, Deque<Session>> idle = new ConcurrentHashMap<>();
  private final Semaphore running = new Semaphore(Runtime.getRuntime().availableProcessors());

  private Runner(Plan plan) {
    this.plan = plan;
  }

  /**
   * Compiles a graph. It has copies of the weights, so that later training does not reach it.
   *
   * @throws ModelFileException if the values of one sample do not fit into Java's memory
   */
  public static Runner of(Graph graph) {
    Memory.check(graph);
    return new Runner(Plan.compile(graph));
  }

  /**
   * Reads a model file of any format, as {@link Predictor#load} does, and compiles it.
   *
   * @param customOps the classes of the custom ops that it may use
   * @throws ModelFileException if it cannot be read
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Runner load(Path file, Class<? extends CustomOp>... customOps) {
    var model = Predictor.read(file, customOps);
    try {
      return of(model.graph());
    } catch (ModelFileException e) {
      throw e.in(file);
    }
  }

  /** The compiled graph. */
  public Plan plan() {
    return plan;
  }

  /**
   * Runs it.
   *
   * @param inputs as the graph declares them, in its order
   * @return the outputs, in the graph's order; nothing overwrites them
   * @throws IllegalArgumentException if the inputs are too many or too few, or one does not fit
   */
  public List<Tensor> run(List<Tensor> inputs) {
    int capacity = capacity(inputs);
    var sessions = idle.computeIfAbsent(capacity, _ -> new ConcurrentLinkedDeque<>());
    running.acquireUninterruptibly();
    try {
      var session = sessions.poll();
      if (session == null) session = plan.session(capacity);
      var outputs = session.run(inputs).stream().map(Tensor::detach).toList();
      sessions.push(session);
      return outputs;
    } finally {
      running.release();
    }
  }

  /**
   * Runs it by names.
   *
   * @param inputs a tensor for each input of the graph, images channels last
   * @return a tensor for each output
   * @throws IllegalArgumentException if a name is missing or too many, or a tensor does not fit;
   *     the message shows what is expected and what came
   */
  public SequencedMap<String, Tensor> run(Map<String, Tensor> inputs) {
    var graph = plan.graph();
    var expected = graph.inputs().stream().map(GraphInput::name).toList();
    if (inputs.size() != expected.size() || !inputs.keySet().containsAll(expected)) {
      throw new IllegalArgumentException(
          "the model takes the inputs %s, not %s".formatted(expected, inputs.keySet()));
    }
    var outputs = run(expected.stream().map(inputs::get).toList());
    var named = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < outputs.size(); i++) named.put(graph.outputs().get(i), outputs.get(i));
    return named;
  }

  /** A power of two that holds the samples, so that there are few kinds of sessions. */
  private int capacity(List<Tensor> inputs) {
    var declared = plan.graph().inputs();
    int batch = 1;
    for (int i = 0; i < Math.min(inputs.size(), declared.size()); i++) {
      if (isBatch(declared.get(i), inputs.get(i))) batch = Math.max(batch, inputs.get(i).dim(0));
    }
    return batch == 1 ? 1 : Integer.highestOneBit(batch - 1) << 1;
  }

  private static boolean isBatch(GraphInput declared, Tensor given) {
    return declared.batched() && given.shape().rank() > 0;
  }
}
