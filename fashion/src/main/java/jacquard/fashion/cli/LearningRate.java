package jacquard.fashion.cli;

import jacquard.engine.optim.ConstantLR;
import jacquard.engine.optim.CosineAnnealingLR;
import jacquard.engine.optim.OneCycleLR;
import jacquard.engine.optim.Schedule;
import jacquard.engine.optim.StepLR;
import jacquard.engine.optim.WarmUp;

/** The one number of a schedule that users change. */
final class LearningRate {
  private LearningRate() {}

  /** The schedule with another largest rate. */
  static Schedule in(Schedule schedule, double rate) {
    return switch (schedule) {
      case ConstantLR _ -> new ConstantLR(rate);
      case StepLR(_, var stepSize, var gamma) -> new StepLR(rate, stepSize, gamma);
      case CosineAnnealingLR(_, var tMax, var etaMin) -> new CosineAnnealingLR(rate, tMax, etaMin);
      case OneCycleLR(_, var steps, var rising, var first, var last) ->
          new OneCycleLR(rate, steps, rising, first, last);
      case WarmUp(var steps, var startFactor, var after) ->
          new WarmUp(steps, startFactor, in(after, rate));
    };
  }
}
