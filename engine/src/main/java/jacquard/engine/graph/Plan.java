package jacquard.engine.graph;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A graph made ready to run: rewritten by {@link Rewrites#forInference}, with its weights packed
 * once, a kernel for each node and a buffer for each value. It has copies of the parameters, so
 * later training does not reach it. Immutable: threads share a plan, and each runs a {@link
 * #session} of its own.
 *
 * <pre>{@code
 * var session = Plan.compile(Graph.trace(model, Shape.of(28, 28, 1))).session(128);
 * Tensor logits = session.run(images);
 * }</pre>
 *
 * <p>Results have the bits of the module's own evaluation unless batch norm was folded, which
 * rounds differently; and the same bits for any number of samples at a time and any number of
 * threads.
 */
public final class Plan {
  /**
   * Larger batches are computed in parts whose buffers take about this much, so that a value is
   * still in the cache when it is read. Measured on {@code cnn} (41 KB a sample; 1 MB of L2 for
   * each core, 32 MB of L3 shared with others): a sample takes 43 us in parts of 16 to 38, 46 in
   * parts of 51 and 48 in parts of 205; two threads do not care. Parts have copies of their inputs,
   * which took 4 % of {@code mlp} (5 KB a sample) when 256 were two parts.
   */
  private static final long PART_BYTES = 3 << 19;

  /** Smaller parts would read the weights too often. */
  private static final int MIN_PART = 16;

  private final Graph graph;
  private final PlanOptions options;
  private final List<PlannedNode> nodes;
  private final Map<String, Tensor> constants;
  private final BufferPlan buffers;
  private final int partSamples;

  private Plan(
      Graph graph,
      PlanOptions options,
      List<PlannedNode> nodes,
      Map<String, Tensor> constants,
      BufferPlan buffers,
      int partSamples) {
    this.graph = graph;
    this.options = options;
    this.nodes = nodes;
    this.constants = constants;
    this.buffers = buffers;
    this.partSamples = partSamples;
  }

  /** Plans the evaluation of a graph. */
  public static Plan compile(Graph graph) {
    return compile(graph, PlanOptions.ofSystem());
  }

  /** The same with choices of the caller's. */
  public static Plan compile(Graph graph, PlanOptions options) {
    return compile(graph, options, PART_BYTES);
  }

  /** The same with another size of parts. */
  static Plan compile(Graph graph, long partBytes) {
    return compile(graph, PlanOptions.DEFAULT, partBytes);
  }

  private static Plan compile(Graph graph, PlanOptions options, long partBytes) {
    var rewritten = Rewrites.forInference(graph);
    if (options.convolvesCodes()) rewritten = Rewrites.quantizeEarly(rewritten);
    var nodes = new KernelChoice(rewritten, options).steps();
    var constants = new HashMap<String, Tensor>();
    for (var node : nodes) copyConstants(rewritten, node.inputs(), constants);
    copyConstants(rewritten, rewritten.outputs(), constants);
    var buffers = new BufferPlan(rewritten, nodes);
    int part = partSamples(rewritten, buffers, partBytes);
    return new Plan(rewritten, options, nodes, constants, buffers, part);
  }

  private static int partSamples(Graph graph, BufferPlan buffers, long partBytes) {
    if (!Samplewise.holds(graph)) return Integer.MAX_VALUE;
    long each = Math.max(1, buffers.bytes(graph.shapes(1)));
    return Math.clamp(partBytes / each, MIN_PART, Integer.MAX_VALUE);
  }

  private static void copyConstants(Graph graph, List<String> names, Map<String, Tensor> copies) {
    for (var name : names) {
      if (graph.isConstant(name)) copies.computeIfAbsent(name, _ -> graph.constant(name).detach());
    }
  }

  /** What it computes: the graph after the rewrites. */
  public Graph graph() {
    return graph;
  }

  /** What was chosen when it was compiled. */
  public PlanOptions options() {
    return options;
  }

  /** A session on the caller's thread alone. */
  public Session session(int maxBatch) {
    return session(maxBatch, Parallel.inline());
  }

  /**
   * The memory for one run at a time.
   *
   * @param maxBatch the most samples in a run
   * @param parallel the threads of a run
   * @throws IllegalArgumentException if {@code maxBatch < 1}
   */
  public Session session(int maxBatch, Parallel parallel) {
    return new Session(this, maxBatch, parallel);
  }

  /** The memory of weights, in bytes: packed ones, and copies of those that need no packing. */
  public long bytes() {
    long copied = constants.values().stream().mapToLong(Plan::bytes).sum();
    return copied + nodes.stream().mapToLong(node -> node.kernel().bytes()).sum();
  }

  /**
   * The memory of the values in between, in bytes, for a number of samples; it stops growing where
   * a batch is computed in parts.
   */
  public long bufferBytes(int batch) {
    return buffers.bytes(graph.shapes(Math.min(batch, partSamples)));
  }

  /**
   * One line for each step: its value's shape for one sample, its buffer, its kernel where there is
   * a choice, and what it computes.
   */
  @Override
  public String toString() {
    var shapes = graph.shapes(1);
    return nodes.stream().map(node -> line(node, shapes)).collect(Collectors.joining("\n"));
  }

  private String line(PlannedNode step, Map<String, Shape> shapes) {
    var place = step.isView() ? "view" : "buffer " + buffers.place(step.name());
    var kernel = step.kernel().label();
    return "%-18s %-10s %-10s %s".formatted(shapes.get(step.name()), place, kernel, step.node());
  }

  private static long bytes(Tensor tensor) {
    return (long) tensor.size() * tensor.dtype().bytes();
  }

  /** How many samples are computed at a time, at most. */
  int partSamples() {
    return partSamples;
  }

  List<PlannedNode> nodes() {
    return nodes;
  }

  /** What {@link #toString} calls a node's kernel; empty if the node is part of another's. */
  public Optional<String> kernel(String node) {
    return nodes.stream()
        .filter(step -> step.name().equals(node))
        .findFirst()
        .map(step -> step.kernel().label());
  }

  Map<String, Tensor> constants() {
    return constants;
  }

  BufferPlan buffers() {
    return buffers;
  }
}
