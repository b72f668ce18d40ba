package jacquard.optimize.prune;

import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.Dropout;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Removes neurons and channels for good: the model becomes a smaller one of the same kind, whose
 * dense kernels have less to do. It needs less dropout, too: rates fall with the square root of the
 * parameters (Han et al. 2015, equation 3).
 *
 * @param sparsity the share of channels that goes, in [0, 1)
 * @param scope each group loses that share, or all groups together by their scores relative to the
 *     group's mean; every group keeps at least {@code multiple}
 * @param order how channels are ranked
 * @param multiple groups keep a multiple of so many channels: 16 fills every vector
 * @param merging whether what goes is made up for by what stays, see {@link NeuronMerging}
 */
public record StructuredPruning(
    double sparsity, PruningConfig.Scope scope, Order order, int multiple, boolean merging) {
  /** How channels are ranked. */
  public enum Order {
    /** By the sum of absolute weights that make them (Li et al. 2017). */
    L1,
    /** By the norm of the weights that make them. */
    L2,
    /** By that norm times the one of the weights that read them. */
    PATHS,
    /**
     * By what a fit to data loses without them, which is nothing where others can take over; by the
     * norm of the weights that make them where nothing that reads them is fitted.
     */
    FIT
  }

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public StructuredPruning {
    if (!(sparsity >= 0 && sparsity < 1)) {
      throw new IllegalArgumentException("a sparsity is in [0, 1), not " + sparsity);
    }
    if (multiple < 1) {
      throw new IllegalArgumentException(
          "channels come in multiples of 1 or more, not " + multiple);
    }
  }

  /** A share of every layer's channels, by the L2 norm. */
  public static StructuredPruning of(double sparsity) {
    return new StructuredPruning(sparsity, PruningConfig.Scope.LAYER, Order.L2, 1, false);
  }

  /** The same in another order. */
  public StructuredPruning by(Order other) {
    return new StructuredPruning(sparsity, scope, other, multiple, merging);
  }

  /** The same with merging. */
  public StructuredPruning withMerging() {
    return new StructuredPruning(sparsity, scope, order, multiple, true);
  }

  /** The groups of channels that a model has. */
  public static List<ChannelGroup> groups(Graph graph) {
    return Dependencies.of(graph);
  }

  /**
   * A smaller copy of a model.
   *
   * @throws IllegalArgumentException if the model has no channels that can be removed
   */
  public Graph prune(Graph trained) {
    return prune(trained, null);
  }

  /**
   * A smaller copy of a model whose linear layers are fitted to what they computed before, by least
   * squares over some data: no labels and no training, but better than merging.
   *
   * @throws IllegalArgumentException if the model has no channels that can be removed, or there are
   *     no data
   */
  public Graph prune(Graph trained, Dataset data, Parallel parallel) {
    return prune(trained, new Reconstruction(trained, data, parallel));
  }

  private Graph prune(Graph trained, Reconstruction reconstruction) {
    if (order == Order.FIT && reconstruction == null) {
      throw new IllegalArgumentException("channels cannot be ranked by a fit without data");
    }
    var graph = trained.copy();
    var free = Dependencies.of(graph).stream().filter(ChannelGroup::isFree).toList();
    if (free.isEmpty()) {
      throw new IllegalArgumentException("the model has no channels that can be removed");
    }
    var scores = new HashMap<ChannelGroup, double[]>();
    for (var group : free) {
      var losses = order == Order.FIT ? reconstruction.losses(group) : Optional.<double[]>empty();
      scores.put(group, losses.orElseGet(() -> scores(trained, group)));
    }
    double limit = scope == PruningConfig.Scope.GLOBAL ? globalLimit(free, scores) : 0;
    for (var group : free) {
      int[] kept = kept(group, scores.get(group), limit);
      if (merging) NeuronMerging.merge(graph, group, kept);
      if (reconstruction != null) reconstruction.fit(graph, group, kept);
      graph = remove(graph, group, kept);
    }
    return withLessDropout(graph, Math.sqrt((double) parameters(graph) / parameters(trained)));
  }

  private static long parameters(Graph graph) {
    return new GraphModule(graph).parameterCount();
  }

  private static Graph withLessDropout(Graph graph, double factor) {
    var nodes = new ArrayList<GraphNode>();
    for (var node : graph.nodes()) {
      nodes.add(
          node.op() instanceof Dropout(float rate)
              ? node.withOp(new Dropout((float) (rate * factor)))
              : node);
    }
    return new Graph(graph.inputs(), graph.parameters(), graph.buffers(), nodes, graph.outputs());
  }

  private double[] scores(Graph graph, ChannelGroup group) {
    var scores = new double[group.size()];
    for (var producer : group.producers()) {
      var weight = graph.constant(graph.node(producer).inputs().get(1));
      float[] w = weight.floats();
      for (int i = 0; i < w.length; i++) {
        scores[i % scores.length] += order == Order.L1 ? Math.abs(w[i]) : (double) w[i] * w[i];
      }
    }
    if (order == Order.PATHS) timesReaders(graph, group, scores);
    return scores;
  }

  private static void timesReaders(Graph graph, ChannelGroup group, double[] scores) {
    var squares = new double[scores.length];
    for (var slice : group.slices()) {
      var tensor = graph.constant(slice.tensor());
      if (slice.axis() == tensor.shape().rank() - 1) continue; // makes the channels
      int inner = tensor.shape().product(slice.axis() + 1, tensor.shape().rank());
      float[] w = tensor.floats();
      for (int i = 0; i < w.length; i++) {
        squares[i / inner % scores.length] += (double) w[i] * w[i];
      }
    }
    for (int j = 0; j < scores.length; j++) scores[j] *= squares[j];
  }

  /** Scores relative to their group's mean, of all channels; the share below goes. */
  private double globalLimit(List<ChannelGroup> groups, Map<ChannelGroup, double[]> scores) {
    var all = new ArrayList<Double>();
    for (var group : groups) {
      double mean =
          IntStream.range(0, group.size())
              .mapToDouble(i -> scores.get(group)[i])
              .average()
              .orElse(1);
      for (int i = 0; i < group.size(); i++) {
        scores.get(group)[i] /= mean == 0 ? 1 : mean;
        all.add(scores.get(group)[i]);
      }
    }
    all.sort(null);
    return all.get((int) (sparsity * all.size()));
  }

  private int[] kept(ChannelGroup group, double[] scores, double limit) {
    int size = group.size();
    long wished =
        scope == PruningConfig.Scope.LAYER
            ? Math.round((1 - sparsity) * size)
            : IntStream.range(0, size).filter(i -> scores[i] >= limit).count();
    int rounded = (int) Math.ceilDiv(wished, multiple) * multiple;
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -scores[i]).thenComparing(i -> i))
        .limit(Math.clamp(rounded, Math.min(multiple, size), size))
        .sorted()
        .mapToInt(i -> i)
        .toArray();
  }

  /**
   * A graph with some of a group's channels.
   *
   * @param kept their numbers, ascending
   */
  static Graph remove(Graph graph, ChannelGroup group, int[] kept) {
    if (kept.length == group.size()) return graph;
    var parameters = new LinkedHashMap<>(graph.parameters());
    var buffers = new LinkedHashMap<>(graph.buffers());
    for (var slice : group.slices()) {
      parameters.computeIfPresent(
          slice.tensor(), (_, t) -> Parameter.of(select(t, slice.axis(), group.size(), kept)));
      buffers.computeIfPresent(
          slice.tensor(), (_, t) -> select(t, slice.axis(), group.size(), kept));
    }
    var nodes = new ArrayList<GraphNode>();
    for (var node : graph.nodes()) {
      boolean follows = group.depthwise().contains(node.name());
      nodes.add(follows ? node.withOp(grouped((Conv2d) node.op(), kept.length)) : node);
    }
    return new Graph(graph.inputs(), parameters, buffers, nodes, graph.outputs());
  }

  private static Conv2d grouped(Conv2d op, int groups) {
    return new Conv2d(
        op.strideH(),
        op.strideW(),
        op.padTop(),
        op.padLeft(),
        op.padBottom(),
        op.padRight(),
        groups,
        op.activation(),
        op.alpha());
  }

  /** Keeps those indices of an axis whose channel, the index modulo {@code size}, is kept. */
  private static Tensor select(Tensor tensor, int axis, int size, int[] kept) {
    int repeats = tensor.dim(axis) / size;
    var shape = tensor.shape().with(axis, repeats * kept.length);
    int inner = tensor.shape().product(axis + 1, tensor.shape().rank());
    int outer = tensor.shape().product(0, axis) * repeats;
    var selected = Tensor.zeros(Shape.of(shape.dims()));
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < kept.length; i++) {
        System.arraycopy(
            tensor.floats(),
            (o * size + kept[i]) * inner,
            selected.floats(),
            (o * kept.length + i) * inner,
            inner);
      }
    }
    return selected;
  }
}
