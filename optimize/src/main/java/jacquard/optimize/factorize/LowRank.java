package jacquard.optimize.factorize;

import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.Linear;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Evaluation;
import jacquard.kernels.Parallel;
import jacquard.kernels.Unary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Replaces linear layers and 1x1 convolutions by two thinner ones, by truncated singular value
 * decomposition: {@code x W ~ (x U) V} (Denton et al. 2014).
 */
public final class LowRank {
  private static final int BATCH = 250;

  private LowRank() {}

  /**
   * A copy of a model where a layer has a rank.
   *
   * @param layer its node
   * @param rank from 1 to below the smaller side of its weights
   * @throws IllegalArgumentException if there is no such layer, or the rank is out of its range
   */
  public static Graph factorize(Graph trained, String layer, int rank) {
    var node = trained.node(layer);
    if (!isTarget(trained, node)) {
      throw new IllegalArgumentException(
          "node '%s' is no linear layer or 1x1 convolution with weights: choose one of %s"
              .formatted(layer, layers(trained)));
    }
    var weight = trained.parameters().get(node.inputs().get(1));
    int in = weight.size() / weight.dim(-1);
    int out = weight.dim(-1);
    if (rank < 1 || rank >= Math.min(in, out)) {
      throw new IllegalArgumentException(
          "a rank of '%s' is from 1 to %d, not %d".formatted(layer, Math.min(in, out) - 1, rank));
    }
    var factors = new SingularValues(in, out, weight.floats()).truncate(rank);
    return replace(trained.copy(), node, factors);
  }

  /** Ranks by energy: every layer keeps that share of its squared singular values. */
  public static Graph byEnergy(Graph trained, double energy) {
    if (!(energy > 0 && energy <= 1)) {
      throw new IllegalArgumentException("a share of the energy is in (0, 1], not " + energy);
    }
    var graph = trained;
    for (var layer : layers(trained)) {
      var weight = trained.parameters().get(trained.node(layer).inputs().get(1));
      int out = weight.dim(-1);
      var values = new SingularValues(weight.size() / out, out, weight.floats());
      graph = ifSmaller(graph, layer, values.rank(energy));
    }
    return graph;
  }

  /**
   * A rank for all layers, where it makes them smaller.
   *
   * @throws IllegalArgumentException if it makes none smaller
   */
  public static Graph toRank(Graph trained, int rank) {
    int largest =
        layers(trained).stream().mapToInt(each -> firstUseless(trained, each) - 1).max().orElse(0);
    if (rank < 1 || rank > largest) {
      throw new IllegalArgumentException(
          "ranks from 1 to %d make a layer of this model smaller, not %d".formatted(largest, rank));
    }
    var graph = trained;
    for (var layer : layers(trained)) graph = ifSmaller(graph, layer, rank);
    return graph;
  }

  /** The first rank that makes a layer no smaller. */
  private static int firstUseless(Graph graph, String layer) {
    var weight = graph.parameters().get(graph.node(layer).inputs().get(1));
    int out = weight.dim(-1);
    int in = weight.size() / out;
    return Math.ceilDiv(in * out, in + out);
  }

  /**
   * Ranks by accuracy: layer after layer has the smallest rank with which the model loses no more
   * than the tolerance on validation, found by bisection.
   */
  public static Graph byAccuracy(
      Graph trained, Dataset validation, double tolerance, Parallel parallel) {
    double target = accuracy(trained, validation, parallel) - tolerance;
    var graph = trained;
    for (var layer : layers(trained)) {
      int low = 1;
      int high = firstUseless(trained, layer);
      while (low < high) {
        int rank = (low + high) / 2;
        boolean holds = accuracy(factorize(graph, layer, rank), validation, parallel) >= target;
        if (holds) high = rank;
        else low = rank + 1;
      }
      graph = ifSmaller(graph, layer, low);
    }
    return graph;
  }

  private static double accuracy(Graph graph, Dataset dataset, Parallel parallel) {
    return Evaluation.of(new GraphModule(graph), dataset, BATCH, parallel).accuracy();
  }

  private static Graph ifSmaller(Graph graph, String layer, int rank) {
    return rank < firstUseless(graph, layer) ? factorize(graph, layer, rank) : graph;
  }

  /** The layers that can be factorised, in order. */
  public static List<String> layers(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> isTarget(graph, node))
        .map(GraphNode::name)
        .toList();
  }

  private static boolean isTarget(Graph graph, GraphNode node) {
    boolean fits =
        node.op() instanceof Linear
            || node.op() instanceof Conv2d op && op.groups() == 1 && isPointwise(graph, node);
    if (!fits) return false;
    var weight = node.inputs().get(1);
    return graph.parameters().containsKey(weight) && graph.consumers(weight).size() == 1;
  }

  private static boolean isPointwise(Graph graph, GraphNode node) {
    var w = node.inputs().get(1);
    return graph.isConstant(w) && graph.constant(w).dim(0) * graph.constant(w).dim(1) == 1;
  }

  private static Graph replace(Graph graph, GraphNode node, SingularValues.Factors factors) {
    var weight = node.inputs().get(1);
    var parameters = new LinkedHashMap<>(graph.parameters());
    boolean linear = node.op() instanceof Linear;
    parameters.remove(weight);
    parameters.put(weight + ".u", factor(factors.u(), linear));
    parameters.put(weight + ".v", factor(factors.v(), linear));
    var inner = node.name() + ".low";
    var rest = new ArrayList<>(node.inputs());
    rest.set(0, inner);
    rest.set(1, weight + ".v");
    var nodes = new ArrayList<GraphNode>();
    for (var each : graph.nodes()) {
      if (!each.equals(node)) {
        nodes.add(each);
        continue;
      }
      var first = List.of(node.inputs().getFirst(), weight + ".u");
      nodes.add(new GraphNode(inner, linear ? new Linear() : bare((Conv2d) node.op()), first));
      var last =
          linear
              ? node.op()
              : new Conv2d(1, 0, 1)
                  .with(((Conv2d) node.op()).activation(), ((Conv2d) node.op()).alpha());
      nodes.add(new GraphNode(node.name(), last, rest));
    }
    return new Graph(graph.inputs(), parameters, graph.buffers(), nodes, graph.outputs());
  }

  /** Stride and padding, without an activation. */
  private static Conv2d bare(Conv2d op) {
    return op.with(Unary.IDENTITY, 0);
  }

  private static Parameter factor(Tensor matrix, boolean linear) {
    int rows = matrix.dim(0);
    int columns = matrix.dim(1);
    return Parameter.of(linear ? matrix : Tensor.of(matrix.floats(), 1, 1, rows, columns));
  }
}
