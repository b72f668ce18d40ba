package jacquard.optimize.prune;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Dropout;
import jacquard.engine.op.Elementwise;
import jacquard.engine.op.Flatten;
import jacquard.engine.op.InferenceOnly;
import jacquard.engine.op.Linear;
import jacquard.engine.op.MatMul;
import jacquard.engine.op.Movement;
import jacquard.engine.op.Normalization;
import jacquard.engine.op.Pointwise;
import jacquard.engine.op.Pooling;
import jacquard.engine.op.Quantization;
import jacquard.engine.op.Reduction;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Unary;

/**
 * Compensates for removed neurons (Kim et al. 2020): where {@code w_j ~ s w_i} with {@code s > 0},
 * {@code relu(w_j x) ~ s relu(w_i x)}, so that what layers made of neuron j they can make of neuron
 * i: {@code s} times row j of their weights is added to row i. The bias counts as one more weight.
 *
 * <p>For groups of a single linear layer or convolution whose output passes through ReLU, and
 * perhaps dropout, pooling and flattening; others are left as they are.
 */
final class NeuronMerging {
  /** Neurons whose best match has a smaller cosine are dropped, as in the paper's dense models. */
  private static final double MIN_COSINE = 0.45;

  private final Tensor weight; // [..., neurons]
  private final Tensor bias; // [neurons], or null
  private final double[] norms;

  private NeuronMerging(Tensor weight, Tensor bias) {
    this.weight = weight;
    this.bias = bias;
    norms = new double[weight.dim(-1)];
    for (int j = 0; j < norms.length; j++) norms[j] = Math.sqrt(dot(j, j));
  }

  /** Changes the weights of those who read the group; the group's channels stay for now. */
  static void merge(Graph graph, ChannelGroup group, int[] kept) {
    if (group.producers().size() != 1 || !isRectified(graph, group.producers().getFirst())) return;
    var inputs = graph.node(group.producers().getFirst()).inputs();
    var bias = inputs.size() > 2 ? graph.constant(inputs.get(2)) : null;
    var neurons = new NeuronMerging(graph.constant(inputs.get(1)), bias);
    var readers = group.slices().stream().filter(s -> !inputs.contains(s.tensor())).toList();
    var stays = new boolean[group.size()];
    for (int i : kept) stays[i] = true;
    for (int j = 0; j < stays.length; j++) {
      if (stays[j]) continue;
      int match = neurons.match(j, kept);
      if (match < 0) continue;
      float scale = (float) (neurons.norms[j] / neurons.norms[match]);
      for (var reader : readers) {
        add(graph.constant(reader.tensor()), reader.axis(), stays.length, j, match, scale);
      }
    }
  }

  /** Whether ReLU alone, of all that computes, stands between a layer and the layers behind it. */
  private static boolean isRectified(Graph graph, String layer) {
    var readers = graph.consumers(layer);
    return readers.size() == 1
        && readers.getFirst().op() instanceof Pointwise(Unary function, float _)
        && function == Unary.RELU
        && readers.stream().allMatch(relu -> passesOn(graph, relu));
  }

  private static boolean passesOn(Graph graph, GraphNode node) {
    return graph.consumers(node.name()).stream()
        .allMatch(reader ->
            switch (reader.op()) {
              case Linear _ -> true;
              case Conv2d op -> op.groups() == 1;
              case Dropout _, Flatten _, Pooling _ -> passesOn(graph, reader);
              case MatMul _, Elementwise _, Normalization _, Movement _ -> false;
              case Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> false;
            });
  }

  private double dot(int i, int j) {
    float[] w = weight.floats();
    int n = weight.dim(-1);
    double sum = bias == null ? 0 : (double) bias.floats()[i] * bias.floats()[j];
    for (int p = 0; p < w.length; p += n) sum += (double) w[p + i] * w[p + j];
    return sum;
  }

  /** The kept neuron that points most nearly the same way, or -1. */
  private int match(int neuron, int[] kept) {
    int best = -1;
    double largest = MIN_COSINE;
    for (int i : kept) {
      double cosine = dot(neuron, i) / Math.max(norms[neuron] * norms[i], Double.MIN_NORMAL);
      if (cosine > largest) {
        largest = cosine;
        best = i;
      }
    }
    return best;
  }

  /** Adds rows {@code from} to rows {@code to} along an axis that has channels modulo a size. */
  private static void add(Tensor tensor, int axis, int size, int from, int to, float scale) {
    int inner = tensor.shape().product(axis + 1, tensor.shape().rank());
    int outer = tensor.shape().product(0, axis) * (tensor.dim(axis) / size);
    float[] w = tensor.floats();
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        w[(o * size + to) * inner + i] += scale * w[(o * size + from) * inner + i];
      }
    }
  }
}
