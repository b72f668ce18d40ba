package jacquard.engine.graph;

import jacquard.engine.op.Dequantize;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Batch norm in evaluation is {@code scale * z + shift} with {@code scale = gamma / sqrt(variance +
 * epsilon)}; with {@code z = x W + b} that is {@code x (W scale) + (b - mean) scale + beta}. Output
 * channels are the last axis of both the weights and the statistics, so linear layers and
 * convolutions are the same loop. Where weights are codes, their steps are scaled, and the codes of
 * an output with a negative scale change their signs.
 */
final class BatchNormFolding {
  private final GraphEditor edit;
  private final List<String> layer;
  private final List<String> norm;

  /**
   * Of one batch norm.
   *
   * @param layer the inputs of the linear layer or convolution
   * @param norm the inputs of the batch norm
   */
  BatchNormFolding(GraphEditor edit, List<String> layer, List<String> norm) {
    this.edit = edit;
    this.layer = layer;
    this.norm = norm;
  }

  /** Whether all that it takes is constant, but for what weights are computed of codes. */
  boolean isPossible() {
    return (edit.areConstant(layer.subList(1, 2)) || isCoded(edit.producerFor(layer.get(1))))
        && edit.areConstant(layer.subList(2, layer.size()))
        && edit.areConstant(norm.subList(1, norm.size()));
  }

  /** Symmetric codes: the least one has no opposite. */
  private boolean isCoded(GraphNode weight) {
    if (weight == null || !(weight.op() instanceof Dequantize(int zeroPoint))) return false;
    if (zeroPoint != 0 || !edit.areConstant(weight.inputs())) return false;
    for (byte code : edit.constant(weight.inputs().getFirst()).bytes()) {
      if (code == Byte.MIN_VALUE) return false;
    }
    return true;
  }

  /**
   * Defines the folded weights and bias.
   *
   * @return the inputs of the layer that does both
   */
  List<String> inputs(float epsilon) {
    var scale = scale(edit.constant(norm.get(1)), edit.constant(norm.get(4)), epsilon);
    var weight = layer.get(1);
    var biasName = layer.size() > 2 ? layer.get(2) : biasBeside(weight);
    var bias = edit.put(biasName, bias(scale));
    if (edit.constant(weight) != null) {
      return List.of(layer.getFirst(), edit.put(weight, weights(scale)), bias);
    }
    scaleCodes(edit.producerFor(weight), scale);
    return List.of(layer.getFirst(), weight, bias);
  }

  private Tensor weights(double[] scale) {
    var weight = edit.constant(layer.get(1)).detach();
    float[] w = weight.floats();
    for (int i = 0; i < w.length; i++) w[i] = (float) (w[i] * scale[i % scale.length]);
    return weight;
  }

  private void scaleCodes(GraphNode weight, double[] scale) {
    var codes = edit.constant(weight.inputs().getFirst()).detach();
    byte[] q = codes.bytes();
    for (int i = 0; i < q.length; i++) q[i] *= (byte) Math.signum(scale[i % scale.length]);
    float[] old = edit.constant(weight.inputs().get(1)).floats();
    var steps = new float[scale.length];
    for (int j = 0; j < steps.length; j++) {
      double factor = scale[j] == 0 ? 1 : Math.abs(scale[j]); // steps are above 0
      steps[j] = (float) (old[j % old.length] * factor);
    }
    var inputs =
        List.of(
            edit.putBuffer(weight.inputs().getFirst(), codes),
            edit.putBuffer(weight.inputs().get(1), Tensor.of(steps, steps.length)));
    edit.keep(weight.withInputs(inputs));
  }

  private Tensor bias(double[] scale) {
    var bias = edit.constant(norm.get(2)).detach(); // beta
    float[] b = bias.floats();
    float[] mean = edit.constant(norm.get(3)).floats();
    float[] old = layer.size() > 2 ? edit.constant(layer.get(2)).floats() : new float[b.length];
    for (int j = 0; j < b.length; j++)
      b[j] = (float) (((double) old[j] - mean[j]) * scale[j] + b[j]);
    return bias;
  }

  private static String biasBeside(String weight) {
    int end = weight.lastIndexOf("weight");
    return (end < 0 ? weight + "." : weight.substring(0, end)) + "bias";
  }

  private static double[] scale(Tensor gamma, Tensor variance, float epsilon) {
    var scale = new double[gamma.size()];
    for (int j = 0; j < scale.length; j++) {
      scale[j] = gamma.floats()[j] / Math.sqrt((double) variance.floats()[j] + epsilon);
    }
    return scale;
  }
}
