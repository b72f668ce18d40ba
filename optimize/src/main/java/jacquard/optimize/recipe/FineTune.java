package jacquard.optimize.recipe;

/**
 * Trains the model further as it is.
 *
 * @param training for how long
 */
public record FineTune(FineTuning training) implements Step {
  /** One pass. */
  public static final FineTune DEFAULT = new FineTune(FineTuning.of(1));

  @Override
  public Draft apply(Draft draft, StepContext context) {
    var graph = draft.floats().copy();
    training.run(draft.name(), graph, context);
    return draft.with(graph);
  }

  @Override
  public String summary() {
    return "fine-tune" + training.summary();
  }
}
