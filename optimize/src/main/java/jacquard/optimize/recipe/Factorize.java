package jacquard.optimize.recipe;

import jacquard.optimize.factorize.LowRank;

/**
 * Gives linear layers and 1x1 convolutions a low rank, where that makes them smaller.
 *
 * @param by what decides about ranks
 * @param value the share of the energy, the points of accuracy, or the rank
 * @param training afterwards
 */
public record Factorize(By by, double value, FineTuning training) implements Step {
  /** What decides about ranks. */
  public enum By {
    /** Every layer keeps a share of its squared singular values. */
    ENERGY,
    /** Every layer has the smallest rank at which the model loses at most so many points. */
    ACCURACY,
    /** Every layer has the same. */
    RANK
  }

  /** Nine tenths of the energy. */
  public static final Factorize DEFAULT = new Factorize(By.ENERGY, 0.9, FineTuning.NONE);

  /**
   * @throws IllegalArgumentException if the value is out of its range
   */
  public Factorize {
    switch (by) {
      case ENERGY ->
          Ranges.require(
              value > 0 && value <= 1, "a share of the energy is in (0, 1], not " + value);
      case ACCURACY ->
          Ranges.require(value >= 0, "the points that may be lost are at least 0, not " + value);
      case RANK ->
          Ranges.require(
              value >= 1 && value == Math.rint(value),
              "a rank is a whole number from 1 on, not " + value);
    }
  }

  @Override
  public Draft apply(Draft draft, StepContext context) {
    var trained = draft.floats().copy();
    var graph =
        switch (by) {
          case ENERGY -> LowRank.byEnergy(trained, value);
          case ACCURACY ->
              LowRank.byAccuracy(trained, context.validation(), value / 100, context.parallel());
          case RANK -> LowRank.toRank(trained, (int) value);
        };
    training.run(draft.name(), graph, context);
    return draft.with(graph);
  }

  @Override
  public String summary() {
    var ranks =
        switch (by) {
          case ENERGY -> "that keep " + Ranges.percent(value) + " of the energy";
          case ACCURACY -> "that lose at most " + value + " points";
          case RANK -> "of " + (long) value;
        };
    return "low ranks " + ranks + training.summary();
  }
}
