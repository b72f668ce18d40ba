package jacquard.optimize.quantize;

import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.train.Evaluation;
import jacquard.engine.train.Metrics;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What each layer loses when it alone is quantized, and which to leave in float.
 *
 * @param layer a linear layer or convolution
 * @param metrics of the model in which it alone is quantized
 */
public record Sensitivity(String layer, Metrics metrics) {
  private static final int BATCH = 250;

  /** Every layer alone, in order. */
  public static List<Sensitivity> scan(
      Graph trained,
      Dataset calibration,
      Dataset validation,
      QuantizationConfig config,
      Parallel parallel) {
    var all = Quantizer.quantize(trained, calibration, config, parallel).layers();
    var names = new LinkedHashSet<String>();
    all.forEach(layer -> names.add(layer.name()));
    var found = new ArrayList<Sensitivity>();
    for (var name : names) {
      var others = new HashSet<>(names);
      others.remove(name);
      var alone = config.withFloatLayers(others);
      var model = Quantizer.quantize(trained, calibration, alone, parallel);
      found.add(new Sensitivity(name, evaluate(model.graph(), validation, parallel)));
    }
    return found;
  }

  /**
   * Quantizes all layers but those that hurt: the most sensitive goes back to float, until the
   * accuracy on validation is within a tolerance of the trained model's.
   *
   * @param tolerance the accuracy that may be lost, for example 0.003
   */
  public static QuantizedModel fallback(
      Graph trained,
      Dataset calibration,
      Dataset validation,
      QuantizationConfig config,
      double tolerance,
      Parallel parallel) {
    double target = evaluate(trained, validation, parallel).accuracy() - tolerance;
    var model = Quantizer.quantize(trained, calibration, config, parallel);
    if (evaluate(model.graph(), validation, parallel).accuracy() >= target) return model;
    var worstFirst = new ArrayList<>(scan(trained, calibration, validation, config, parallel));
    worstFirst.sort(Comparator.comparingDouble((Sensitivity s) -> -s.metrics.loss()));
    Set<String> kept = new HashSet<>(config.floatLayers());
    for (var layer : worstFirst) {
      kept.add(layer.layer);
      model = Quantizer.quantize(trained, calibration, config.withFloatLayers(kept), parallel);
      if (evaluate(model.graph(), validation, parallel).accuracy() >= target) break;
    }
    return model;
  }

  private static Metrics evaluate(Graph graph, Dataset dataset, Parallel parallel) {
    return Evaluation.of(new GraphModule(graph), dataset, BATCH, parallel).metrics();
  }
}
