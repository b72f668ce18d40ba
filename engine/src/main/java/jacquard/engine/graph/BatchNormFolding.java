package jacquard.engine.graph;

import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Batch norm in evaluation is {@code scale * z + shift} with {@code scale = gamma / sqrt(variance +
 * epsilon)}; with {@code z = x W + b} that is {@code x (W scale) + (b - mean) scale + beta}. Output
 * channels are the last axis of both the weights and the statistics, so linear layers and
 * convolutions are the same loop.
 */
final class BatchNormFolding {
  private BatchNormFolding() {}

  /**
   * Defines the folded weights and bias.
   *
   * @param layer the inputs of the linear layer or convolution
   * @param norm the inputs of the batch norm
   * @return the inputs of the layer that does both
   */
  static List<String> of(GraphEditor edit, List<String> layer, List<String> norm, float epsilon) {
    var scale = scale(edit.constant(norm.get(1)), edit.constant(norm.get(4)), epsilon);
    var weight = edit.constant(layer.get(1)).detach();
    float[] w = weight.floats();
    for (int i = 0; i < w.length; i++) w[i] = (float) (w[i] * scale[i % scale.length]);

    var bias = edit.constant(norm.get(2)).detach(); // beta
    float[] b = bias.floats();
    float[] mean = edit.constant(norm.get(3)).floats();
    float[] old = layer.size() > 2 ? edit.constant(layer.get(2)).floats() : new float[b.length];
    for (int j = 0; j < b.length; j++)
      b[j] = (float) (((double) old[j] - mean[j]) * scale[j] + b[j]);

    var weightName = layer.get(1);
    var biasName = layer.size() > 2 ? layer.get(2) : biasBeside(weightName);
    return List.of(layer.getFirst(), edit.put(weightName, weight), edit.put(biasName, bias));
  }

  private static String biasBeside(String weight) {
    var stem = weight.endsWith("weight") ? weight.substring(0, weight.length() - 6) : weight + ".";
    return stem + "bias";
  }

  private static double[] scale(Tensor gamma, Tensor variance, float epsilon) {
    var scale = new double[gamma.size()];
    for (int j = 0; j < scale.length; j++) {
      scale[j] = gamma.floats()[j] / Math.sqrt((double) variance.floats()[j] + epsilon);
    }
    return scale;
  }
}
