package jacquard.optimize.prune;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.data.DataLoader;
import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.Linear;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Objective;
import jacquard.kernels.Binary;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A model whose linear layers and convolutions multiply by {@code weight * mask}, with a buffer of
 * ones and zeros for each. So gradients of masked weights are zero whatever the optimiser, files
 * keep the masks, and plans fold them away.
 *
 * <pre>{@code
 * var masks = Masks.of(trained);
 * masks.prune(PruningConfig.of(Granularity.WEIGHT), 0.9);
 * new Trainer(new GraphModule(masks.graph()), recipe, parallel).fit(data, validation);
 * ModelFile.save(file, masks.bake(), info);
 * }</pre>
 */
public final class Masks {
  private static final String SUFFIX = ".mask";
  private static final int BATCH = 128;

  private final Graph graph;
  private final SequencedMap<String, Tensor> masks = new LinkedHashMap<>();

  private Masks(Graph graph) {
    this.graph = graph;
    graph
        .buffers()
        .forEach((name, tensor) -> {
          if (!name.endsWith(SUFFIX)) return;
          var weight = name.substring(0, name.length() - SUFFIX.length());
          if (graph.parameters().containsKey(weight)) masks.put(weight, tensor);
        });
  }

  /**
   * A masked copy of a model, in which nothing is left out yet; or a model with masks, as it is.
   *
   * @throws IllegalArgumentException if it has no linear layer or convolution with weights of its
   *     own
   */
  public static Masks of(Graph trained) {
    var found = new Masks(trained);
    if (!found.masks.isEmpty()) return found;
    var own = trained.copy();
    var buffers = new LinkedHashMap<>(own.buffers());
    var nodes = new ArrayList<GraphNode>();
    for (var node : own.nodes()) {
      if (!isTarget(own, node)) {
        nodes.add(node);
        continue;
      }
      var weight = node.inputs().get(1);
      var masked = weight + ".masked";
      var shape = own.constant(weight).shape();
      if (buffers.putIfAbsent(weight + SUFFIX, Tensor.full(shape, 1)) == null) {
        var product = new Arithmetic(Binary.MUL);
        nodes.add(new GraphNode(masked, product, List.of(weight, weight + SUFFIX)));
      }
      var inputs = new ArrayList<>(node.inputs());
      inputs.set(1, masked);
      nodes.add(node.withInputs(inputs));
    }
    var masks = new Masks(new Graph(own.inputs(), own.parameters(), buffers, nodes, own.outputs()));
    if (!masks.masks.isEmpty()) return masks;
    throw new IllegalArgumentException("the model has no linear layer or convolution to prune");
  }

  private static boolean isTarget(Graph graph, GraphNode node) {
    boolean hasWeights = node.op() instanceof Linear || node.op() instanceof Conv2d;
    return hasWeights && graph.parameters().containsKey(node.inputs().get(1));
  }

  /** The masked model, to train and evaluate. */
  public Graph graph() {
    return graph;
  }

  /** The masks, by the name of the weights. */
  public SequencedMap<String, Tensor> masks() {
    return Collections.unmodifiableSequencedMap(masks);
  }

  /** The share of masked layers' weights that are left out, in [0, 1]. */
  public double sparsity() {
    long all = 0;
    long kept = 0;
    for (var mask : masks.values()) {
      all += mask.size();
      for (float m : mask.floats()) if (m != 0) kept++;
    }
    return 1 - (double) kept / all;
  }

  /**
   * Leaves out that share of the weights. What was left out before scores 0, so it stays out unless
   * a smaller share is asked for.
   *
   * @param sparsity in [0, 1)
   * @throws IllegalArgumentException if the share is out of its range, or a weight that is to stay
   *     whole is not there
   */
  public void prune(PruningConfig config, double sparsity) {
    if (!(sparsity >= 0 && sparsity < 1)) {
      throw new IllegalArgumentException("a sparsity is in [0, 1), not " + sparsity);
    }
    for (var name : config.whole()) {
      if (masks.containsKey(name)) continue;
      throw new IllegalArgumentException(
          "no weights are named '%s': there are %s".formatted(name, masks.keySet()));
    }
    new Ranking(this, config).leaveOut(sparsity);
  }

  /** Weights by name, without those to be left whole. */
  SequencedMap<String, Parameter> weights(PruningConfig config) {
    var weights = new LinkedHashMap<String, Parameter>();
    for (var name : masks.keySet()) {
      if (!config.whole().contains(name)) weights.put(name, graph.parameters().get(name));
    }
    return weights;
  }

  /** Adds up the gradients of the cross-entropy over a data set, for {@link Criterion.Taylor}. */
  public void accumulateGradients(Dataset dataset, Parallel parallel) {
    var module = new GraphModule(graph);
    var objective = Objective.crossEntropy(0);
    var context = Context.of(parallel);
    module.zeroGrad();
    try (var batches = new DataLoader(dataset, BATCH).batches(0, 0)) {
      while (batches.hasNext()) {
        var batch = batches.next();
        context.step(
            0,
            () -> {
              Autograd.backward(objective.loss(module.apply(batch.images()), batch));
              return null;
            });
      }
    }
  }

  /** A copy of the model with zeros for weights that are left out, and no masks. */
  public Graph bake() {
    var parameters = new LinkedHashMap<String, Parameter>();
    graph
        .parameters()
        .forEach((name, values) -> {
          var own = Parameter.of(values);
          if (masks.containsKey(name)) {
            float[] mask = masks.get(name).floats();
            for (int i = 0; i < mask.length; i++) if (mask[i] == 0) own.floats()[i] = 0;
          }
          parameters.put(name, own);
        });
    var buffers = new LinkedHashMap<String, Tensor>();
    graph.buffers().forEach((name, values) -> buffers.put(name, values.detach()));
    var nodes = new ArrayList<GraphNode>();
    for (var node : graph.nodes()) {
      if (isMasking(node)) continue;
      nodes.add(node.withInputs(node.inputs().stream().map(this::unmasked).toList()));
    }
    return new Graph(graph.inputs(), parameters, buffers, nodes, graph.outputs()).withoutUnused();
  }

  private boolean isMasking(GraphNode node) {
    return node.inputs().size() == 2
        && masks.containsKey(node.inputs().get(0))
        && node.inputs().get(1).equals(node.inputs().get(0) + SUFFIX);
  }

  private String unmasked(String value) {
    if (!value.endsWith(".masked")) return value;
    var weight = value.substring(0, value.length() - ".masked".length());
    return masks.containsKey(weight) ? weight : value;
  }
}
