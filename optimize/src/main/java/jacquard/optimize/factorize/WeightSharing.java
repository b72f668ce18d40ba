package jacquard.optimize.factorize;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.Linear;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Callback;
import jacquard.engine.train.StepMetrics;
import jacquard.engine.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lets the weights of a layer be few different values, found by k-means (Han et al. 2016, section
 * 3); zeros stay zeros. As the callback of a training it keeps weights equal that share a value:
 * after each step each has their mean.
 */
public final class WeightSharing implements Callback {
  private static final int ROUNDS = 50;

  /** A layer's weights; {@code cluster} is -1 for zeros. */
  private record Layer(Tensor weight, int[] cluster, int clusters) {}

  private final Graph graph;
  private final List<Layer> layers = new ArrayList<>();

  private WeightSharing(Graph graph) {
    this.graph = graph;
  }

  /**
   * A copy of a model whose linear layers and convolutions share weights.
   *
   * @param values how many each layer may have besides zero, 1 to 256
   * @throws IllegalArgumentException if the number is out of its range
   */
  public static WeightSharing of(Graph trained, int values) {
    if (values < 1 || values > 256) {
      throw new IllegalArgumentException("weights share 1 to 256 values, not " + values);
    }
    var sharing = new WeightSharing(trained.copy());
    for (var node : sharing.graph.nodes()) {
      if (!isTarget(sharing.graph, node)) continue;
      var weight = sharing.graph.parameters().get(node.inputs().get(1));
      sharing.layers.add(new Layer(weight, cluster(weight.floats(), values), values));
    }
    sharing.tie();
    return sharing;
  }

  private static boolean isTarget(Graph graph, GraphNode node) {
    boolean hasWeights = node.op() instanceof Linear || node.op() instanceof Conv2d;
    return hasWeights && graph.parameters().containsKey(node.inputs().get(1));
  }

  /** The model. */
  public Graph graph() {
    return graph;
  }

  @Override
  public void onStep(Trainer trainer, StepMetrics step) {
    tie();
  }

  /** Gives all weights that share a value their mean; what was zero is zero. */
  public void tie() {
    for (var layer : layers) {
      float[] w = layer.weight.floats();
      var means = means(w, layer.cluster, layer.clusters);
      for (int i = 0; i < w.length; i++) {
        w[i] = layer.cluster[i] < 0 ? 0 : (float) means[layer.cluster[i]];
      }
    }
  }

  private static double[] means(float[] w, int[] cluster, int clusters) {
    var sums = new double[clusters];
    var counts = new int[clusters];
    for (int i = 0; i < w.length; i++) {
      if (cluster[i] < 0) continue;
      sums[cluster[i]] += w[i];
      counts[cluster[i]]++;
    }
    for (int c = 0; c < clusters; c++) if (counts[c] > 0) sums[c] /= counts[c];
    return sums;
  }

  /**
   * K-means in one dimension, from centres that are spread evenly over the range: the paper's
   * choice, as the few large weights matter most.
   */
  private static int[] cluster(float[] w, int clusters) {
    var centres = centres(w, clusters);
    var cluster = new int[w.length];
    for (int round = 0; round < ROUNDS; round++) {
      boolean moved = assign(w, centres, cluster);
      if (round > 0 && !moved) break;
      var means = means(w, cluster, clusters);
      var used = new boolean[clusters];
      for (int c : cluster) if (c >= 0) used[c] = true;
      for (int c = 0; c < clusters; c++) if (used[c]) centres[c] = means[c];
      Arrays.sort(centres);
    }
    assign(w, centres, cluster);
    return cluster;
  }

  private static double[] centres(float[] w, int clusters) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float v : w) {
      if (v == 0) continue;
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    var centres = new double[clusters];
    for (int c = 0; c < clusters; c++) {
      centres[c] = low > high ? 0 : low + (high - low) * (c + 0.5) / clusters;
    }
    return centres;
  }

  /** The nearest centre of each weight; returns whether one changed. */
  private static boolean assign(float[] w, double[] centres, int[] cluster) {
    boolean moved = false;
    for (int i = 0; i < w.length; i++) {
      int nearest = w[i] == 0 ? -1 : nearest(centres, w[i]);
      moved |= nearest != cluster[i];
      cluster[i] = nearest;
    }
    return moved;
  }

  private static int nearest(double[] centres, double value) {
    int above = Arrays.binarySearch(centres, value);
    if (above >= 0) return above;
    above = -above - 1;
    if (above == 0) return 0;
    if (above == centres.length) return above - 1;
    return value - centres[above - 1] <= centres[above] - value ? above - 1 : above;
  }
}
