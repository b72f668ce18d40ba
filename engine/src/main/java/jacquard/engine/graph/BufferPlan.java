package jacquard.engine.graph;

import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.BatchNorm2d;
import jacquard.engine.op.Contraction;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Dropout;
import jacquard.engine.op.InferenceOnly;
import jacquard.engine.op.LayerNorm;
import jacquard.engine.op.Movement;
import jacquard.engine.op.Pointwise;
import jacquard.engine.op.Pooling;
import jacquard.engine.op.Quantization;
import jacquard.engine.op.Reduction;
import jacquard.engine.op.Softmax;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which buffer each input and each node's output stands in. A buffer is free for another value
 * after the last node that reads the one in it; of the free ones that are large enough the smallest
 * is taken, else the largest grows. An element-wise op whose input nobody reads afterwards works in
 * place. Inputs keep their buffers, so that a run can be repeated.
 *
 * <p>One array serves all batch sizes: a value is the front of it. Users are spared that: what a
 * custom op reads or writes, and what the graph returns, stands in an exact buffer, whose array is
 * as long as the value.
 */
final class BufferPlan {
  private static final int FOREVER = Integer.MAX_VALUE;

  /** Memory for some values, one at a time; all of an exact buffer's values are of one size. */
  record Buffer(DType dtype, boolean exact) {}

  private final Graph graph;
  private final List<PlannedNode> nodes;
  private final Map<String, DType> dtypes;
  private final Map<String, Shape> shapes; // for one sample
  private final Map<String, Shape> doubled; // for two
  private final Set<String> exact;
  private final Map<String, String> sources = new HashMap<>(); // what a view is a view of
  private final Map<String, Integer> lastReader = new HashMap<>(); // of a source and its views
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<String> largest = new ArrayList<>(); // of the values in each buffer
  private final List<Integer> free = new ArrayList<>();

  BufferPlan(Graph graph, List<PlannedNode> nodes) {
    this.graph = graph;
    this.nodes = nodes;
    dtypes = graph.dtypes();
    shapes = graph.shapes(1);
    doubled = graph.shapes(2);
    exact = exactValues(graph);
    findReaders();
    graph.inputs().forEach(input -> places.put(input.name(), add(input.name())));
    for (int i = 0; i < nodes.size(); i++) {
      if (!nodes.get(i).isView()) place(nodes.get(i), i);
    }
  }

  List<Buffer> buffers() {
    return buffers;
  }

  /** The buffer of an input or of the output of a node that is not a view. */
  int place(String value) {
    return places.get(value);
  }

  /** How many elements each buffer needs for values of these shapes. */
  int[] sizes(Map<String, Shape> shapes) {
    var sizes = new int[buffers.size()];
    places.forEach((value, i) -> sizes[i] = Math.max(sizes[i], shapes.get(value).size()));
    return sizes;
  }

  /** The memory of all buffers for values of these shapes, in bytes. */
  long bytes(Map<String, Shape> shapes) {
    var sizes = sizes(shapes);
    return IntStream.range(0, sizes.length)
        .mapToLong(i -> (long) sizes[i] * buffers.get(i).dtype().bytes())
        .sum();
  }

  private static Set<String> exactValues(Graph graph) {
    var exact = new HashSet<>(graph.outputs());
    for (var node : graph.nodes().reversed()) {
      if (node.op() instanceof CustomOp) {
        exact.add(node.name());
        exact.addAll(node.inputs());
      }
      if (node.op().isView() && exact.contains(node.name())) exact.add(node.inputs().getFirst());
    }
    for (var node : graph.nodes()) {
      if (node.op().isView() && exact.contains(node.inputs().getFirst())) exact.add(node.name());
    }
    return exact;
  }

  private void findReaders() {
    for (int i = 0; i < nodes.size(); i++) {
      var node = nodes.get(i);
      for (var input : node.inputs()) lastReader.put(source(input), i);
      if (node.isView()) sources.put(node.name(), source(node.inputs().getFirst()));
    }
    graph.inputs().forEach(input -> lastReader.put(input.name(), FOREVER));
    graph.outputs().forEach(output -> lastReader.put(source(output), FOREVER));
  }

  private String source(String value) {
    return sources.getOrDefault(value, value);
  }

  private void place(PlannedNode node, int index) {
    var dying =
        node.inputs().stream()
            .map(this::source)
            .distinct()
            .filter(value -> places.containsKey(value) && lastReader.get(value) == index)
            .toList();
    var overwritten =
        overwritable(node).stream()
            .filter(value -> dying.contains(source(value)) && fits(node.name(), value))
            .findFirst();
    int own = overwritten.map(this::source).map(places::get).orElseGet(() -> take(node.name()));
    places.put(node.name(), own);
    dying.stream().map(places::get).filter(buffer -> buffer != own).forEach(free::add);
  }

  /** The inputs that the node's kernel may overwrite while it reads them. */
  private List<String> overwritable(PlannedNode node) {
    return switch (node.node().op()) {
      case Pointwise _, Dropout _ -> node.inputs();
      case Arithmetic _ -> isSame(node.inputs()) ? node.inputs() : List.of();
      case Softmax(var logarithmic) -> logarithmic ? List.of() : node.inputs();
      case BatchNorm2d _, LayerNorm _, Contraction _, Pooling _, Movement _ -> List.of();
      case Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> List.of();
    };
  }

  private boolean isSame(List<String> values) {
    return values.stream().map(shapes::get).distinct().count() == 1;
  }

  /** Whether a value can stand where another stood, in an array of its length. */
  private boolean fits(String value, String other) {
    return dtypes.get(value) == dtypes.get(other)
        && exact.contains(value) == exact.contains(other)
        && shapes.get(value).size() == shapes.get(other).size()
        && doubled.get(value).size() == doubled.get(other).size();
  }

  private int take(String value) {
    int best = -1;
    for (int buffer : free) {
      if (!buffers.get(buffer).equals(bufferFor(value))) continue;
      if (exact.contains(value) && !fits(value, largest.get(buffer))) continue;
      if (best < 0 || isBetter(size(buffer), size(best), shapes.get(value).size())) best = buffer;
    }
    if (best < 0) return add(value);
    free.remove((Integer) best);
    if (size(best) < shapes.get(value).size()) largest.set(best, value);
    return best;
  }

  /** Whether a buffer of one size suits a need better than one of another. */
  private static boolean isBetter(int size, int other, int need) {
    return other < need ? size > other : size >= need && size < other;
  }

  private int size(int buffer) {
    return shapes.get(largest.get(buffer)).size();
  }

  private int add(String value) {
    buffers.add(bufferFor(value));
    largest.add(value);
    return buffers.size() - 1;
  }

  private Buffer bufferFor(String value) {
    return new Buffer(dtypes.get(value), exact.contains(value));
  }
}
