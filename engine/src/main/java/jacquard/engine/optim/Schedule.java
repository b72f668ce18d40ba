package jacquard.engine.optim;

/**
 * The learning rate as a pure function of the step, so that a resumed training needs no state of
 * it. Rates are computed in double precision with {@link StrictMath}: the same on every machine.
 *
 * <p>A length of 0 is open: {@link #over} stretches it to the end of a training.
 */
public sealed interface Schedule permits ConstantLR, StepLR, CosineAnnealingLR, OneCycleLR, WarmUp {
  /**
   * The rate of a step.
   *
   * @param step from 0
   * @throws IllegalStateException if a length is still open
   */
  double learningRate(long step);

  /** This schedule with its open length, if any, ending after that many steps. */
  default Schedule over(long totalSteps) {
    return this;
  }
}
