package jacquard.optimize.prune;

import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.train.Evaluation;
import jacquard.engine.train.Metrics;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a model loses when one layer alone is pruned, without training (Han et al. 2015, figure 6).
 *
 * @param weight the layer's parameter
 * @param sparsity the share of it that is left out
 * @param metrics on validation
 */
public record Sensitivity(String weight, double sparsity, Metrics metrics) {
  private static final int BATCH = 250;

  /** Every layer at every sparsity; the model, masked or not, stays as it is. */
  public static List<Sensitivity> scan(
      Graph trained,
      PruningConfig config,
      List<Double> sparsities,
      Dataset validation,
      Parallel parallel) {
    var found = new ArrayList<Sensitivity>();
    for (var weight : Masks.of(trained).masks().keySet()) {
      for (double sparsity : sparsities) {
        var masks = Masks.of(trained.copy());
        var others = new HashSet<>(masks.masks().keySet());
        others.remove(weight);
        masks.prune(config.withWhole(others), sparsity);
        var module = new GraphModule(masks.graph());
        var metrics = Evaluation.of(module, validation, BATCH, parallel).metrics();
        found.add(new Sensitivity(weight, sparsity, metrics));
      }
    }
    return found;
  }
}
