package jacquard.optimize.quantize;

import jacquard.engine.graph.Graph;
import jacquard.engine.op.Binarize;
import jacquard.engine.op.Quantize;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Callback;
import jacquard.engine.train.StepMetrics;
import jacquard.engine.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the steps of weight codes in step with the weights while these are trained: the callback of
 * quantization-aware training (Jacob et al. 2018, section 3).
 *
 * <pre>{@code
 * var graph = Quantizer.quantize(trained, calibration, config, parallel).graph();
 * new Trainer(new GraphModule(graph), recipe, parallel, new WeightScales(graph)).fit(data, null);
 * ModelFile.save(file, Quantizer.freeze(graph), info);
 * }</pre>
 */
public final class WeightScales implements Callback {
  private static final int TRIALS = 50;

  /** Weights {@code [..., outputs]}, their steps and the largest code; 0 for signs alone. */
  private record Layer(Tensor weight, Tensor scale, int max) {
    void refresh() {
      float[] steps = max == 0 ? ofSigns(weight) : of(weight, max);
      System.arraycopy(steps, 0, scale.floats(), 0, steps.length);
    }
  }

  private final List<Layer> layers = new ArrayList<>();

  /** Follows every parameter that the graph quantizes. */
  public WeightScales(Graph graph) {
    for (var node : graph.nodes()) {
      if (node.inputs().isEmpty()) continue;
      var weight = graph.parameters().get(node.inputs().getFirst());
      if (weight == null) continue;
      if (node.op() instanceof Quantize op) {
        layers.add(new Layer(weight, graph.constant(node.inputs().get(1)), op.max()));
      } else if (node.op() instanceof Binarize) {
        var reader = graph.consumers(node.name()).getFirst();
        layers.add(new Layer(weight, graph.constant(reader.inputs().get(1)), 0));
      }
    }
  }

  @Override
  public void onStep(Trainer trainer, StepMetrics step) {
    refresh();
  }

  /** Fits every step to the weights as they are. */
  public void refresh() {
    layers.forEach(Layer::refresh);
  }

  /**
   * What the signs of each output's weights are multiplied by: their mean magnitude, whose squared
   * error is least (XNOR-Net, Rastegari et al. 2016, section 3.1).
   */
  static float[] ofSigns(Tensor weight) {
    int outputs = weight.dim(-1);
    float[] w = weight.floats();
    var sums = new double[outputs];
    for (int i = 0; i < w.length; i++) sums[i % outputs] += Math.abs(w[i]);
    var scale = new float[outputs];
    for (int j = 0; j < outputs; j++) scale[j] = (float) (sums[j] * outputs / w.length);
    return scale;
  }

  /**
   * The step of each output: the smallest that holds all its weights; where there are few codes,
   * the fraction of it whose squared error is least.
   *
   * @param weight {@code [..., outputs]}
   * @param max the largest code
   */
  static float[] of(Tensor weight, int max) {
    int outputs = weight.dim(-1);
    float[] w = weight.floats();
    var scale = new float[outputs];
    for (int i = 0; i < w.length; i++) {
      scale[i % outputs] = Math.max(scale[i % outputs], Math.abs(w[i]));
    }
    for (int j = 0; j < outputs; j++) {
      scale[j] = scale[j] / max >= Float.MIN_NORMAL ? scale[j] / max : 1;
      if (max < Byte.MAX_VALUE) scale[j] = leastError(w, j, outputs, scale[j], max);
    }
    return scale;
  }

  private static float leastError(float[] w, int output, int outputs, float largest, int max) {
    float best = largest;
    double least = Double.POSITIVE_INFINITY;
    for (int i = TRIALS; i > 0; i--) {
      var grid = new Grid(largest * i / TRIALS, 0, -max, max);
      double error = 0;
      for (int p = output; p < w.length; p += outputs) {
        double d = w[p] - grid.round(w[p]);
        error += d * d;
      }
      if (error < least) {
        least = error;
        best = grid.scale();
      }
    }
    return best;
  }
}
