package jacquard.optimize.recipe;

import jacquard.optimize.factorize.WeightSharing;

/**
 * Lets each layer's weights be few different values, and zero.
 *
 * @param values how many besides zero, 1 to 256
 * @param training of the values
 */
public record Share(int values, FineTuning training) implements Step {
  /** 16 values, 4 bits. */
  public static final Share DEFAULT = new Share(16, FineTuning.NONE);

  /**
   * @throws IllegalArgumentException if the number is out of its range
   */
  public Share {
    Ranges.require(values >= 1 && values <= 256, "weights share 1 to 256 values, not " + values);
  }

  @Override
  public Draft apply(Draft draft, StepContext context) {
    var sharing = WeightSharing.of(draft.floats(), values);
    training.run(draft.name(), sharing.graph(), context, sharing);
    return draft.with(sharing.graph());
  }

  @Override
  public String summary() {
    return "share %d values%s".formatted(values, training.summary());
  }
}
