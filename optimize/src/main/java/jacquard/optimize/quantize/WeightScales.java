package jacquard.optimize.quantize;

import jacquard.engine.graph.Graph;
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

  /** Weights {@code [..., outputs]}, their steps and the largest code. */
  private record Layer(Tensor weight, Tensor scale, int max) {}

  private final List<Layer> layers = new ArrayList<>();

  /** Follows every parameter that the graph quantizes. */
  public WeightScales(Graph graph) {
    for (var node : graph.nodes()) {
      if (node.op() instanceof Quantize op
          && graph.parameters().containsKey(node.inputs().get(0))) {
        var weight = graph.parameters().get(node.inputs().get(0));
        layers.add(new Layer(weight, graph.constant(node.inputs().get(1)), op.max()));
      }
    }
  }

  @Override
  public void onStep(Trainer trainer, StepMetrics step) {
    refresh();
  }

  /** Fits every step to the weights as they are. */
  public void refresh() {
    for (var layer : layers) {
      System.arraycopy(of(layer.weight, layer.max), 0, layer.scale.floats(), 0, layer.scale.size());
    }
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
