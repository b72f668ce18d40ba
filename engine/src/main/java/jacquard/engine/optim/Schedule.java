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

  /** This schedule with another largest rate: the one number of it that is often changed. */
  default Schedule withLearningRate(double rate) {
    return switch (this) {
      case ConstantLR _ -> new ConstantLR(rate);
      case StepLR(_, var stepSize, var gamma) -> new StepLR(rate, stepSize, gamma);
      case CosineAnnealingLR(_, var tMax, var etaMin) -> new CosineAnnealingLR(rate, tMax, etaMin);
      case OneCycleLR(_, var steps, var rising, var first, var last) ->
          new OneCycleLR(rate, steps, rising, first, last);
      case WarmUp(var steps, var startFactor, var after) ->
          new WarmUp(steps, startFactor, after.withLearningRate(rate));
    };
  }
}
