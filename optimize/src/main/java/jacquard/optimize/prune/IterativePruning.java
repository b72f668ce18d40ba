package jacquard.optimize.prune;

import jacquard.engine.graph.Graph;
import jacquard.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
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
   * @throws IllegalArgumentException if the earlier values are not those of this model
   */
  public void run(Masks masks, Map<String, Tensor> rewindTo, Consumer<Graph> train) {
    if (rewindTo != null) requireSameModel(masks.graph(), rewindTo);
    for (int round = 1; round <= rounds; round++) {
      masks.prune(config, sparsity(round));
      if (rewindTo != null) {
        masks.graph().parameters().forEach((name, p) -> p.copyFrom(rewindTo.get(name)));
      }
      train.accept(masks.graph());
    }
  }

  private static void requireSameModel(Graph graph, Map<String, Tensor> earlier) {
    graph
        .parameters()
        .forEach((name, parameter) -> {
          var values = earlier.get(name);
          if (values != null && values.shape().equals(parameter.shape())) return;
          throw new IllegalArgumentException(
              "weights cannot go back to those of another model, which has %s where '%s' is %s"
                  .formatted(values == null ? "nothing" : values.shape(), name, parameter.shape()));
        });
  }

  /** Copies of a graph's parameters, to rewind to. */
  public static SequencedMap<String, Tensor> snapshot(Graph graph) {
    var values = new LinkedHashMap<String, Tensor>();
    graph.parameters().forEach((name, parameter) -> values.put(name, parameter.detach()));
    return values;
  }
}
