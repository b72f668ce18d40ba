package jacquard.optimize.prune;

import jacquard.engine.graph.Graph;
import jacquard.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Prunes in rounds, training after each (Han et al. 2015); every round leaves out the same share of
 * what is left. With rewinding the weights go back to earlier values before they are trained again
 * (Frankle and Carbin 2019).
 *
 * @param config which weights
 * @param sparsity after the last round
 * @param rounds at least 1
 */
public record IterativePruning(PruningConfig config, double sparsity, int rounds) {
  /**
   * @throws IllegalArgumentException if there is no round, or the sparsity is not in [0, 1)
   */
  public IterativePruning {
    if (rounds < 1) throw new IllegalArgumentException("rounds must be at least 1, not " + rounds);
    if (!(sparsity >= 0 && sparsity < 1)) {
      throw new IllegalArgumentException("a sparsity is in [0, 1), not " + sparsity);
    }
  }

  /** The share that is left out after a round, from 1. */
  double sparsity(int round) {
    return 1 - Math.pow(1 - sparsity, (double) round / rounds);
  }

  /**
   * Prunes a trained model.
   *
   * @param rewindTo values of parameters by name, for example of the first epoch's end; {@code
   *     null} to go on with the trained ones
   * @param train trains the masked model in place
   */
  public void run(Masks masks, Map<String, Tensor> rewindTo, Consumer<Graph> train) {
    for (int round = 1; round <= rounds; round++) {
      masks.prune(config, sparsity(round));
      if (rewindTo != null) {
        masks.graph().parameters().forEach((name, p) -> p.copyFrom(rewindTo.get(name)));
      }
      train.accept(masks.graph());
    }
  }

  /** Copies of a graph's parameters, to rewind to. */
  public static Map<String, Tensor> snapshot(Graph graph) {
    var values = new LinkedHashMap<String, Tensor>();
    graph.parameters().forEach((name, parameter) -> values.put(name, parameter.detach()));
    return values;
  }
}
