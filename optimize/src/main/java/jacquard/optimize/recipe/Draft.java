package jacquard.optimize.recipe;

import jacquard.engine.graph.Graph;
import jacquard.optimize.quantize.Quantizer;

/**
 * A model on its way through a recipe.
 *
 * @param name whose training it follows; {@link Distill} changes it
 * @param graph the model
 */
public record Draft(String name, Graph graph) {
  /** The model changed. */
  Draft with(Graph changed) {
    return new Draft(name, changed);
  }

  /**
   * The model, whose weights are floats.
   *
   * @throws IllegalArgumentException if they are codes
   */
  Graph floats() {
    Quantizer.requireFloat(graph);
    return graph;
  }
}
