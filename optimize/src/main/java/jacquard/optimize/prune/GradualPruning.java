package jacquard.optimize.prune;

import jacquard.engine.train.Callback;
import jacquard.engine.train.StepMetrics;
import jacquard.engine.train.Trainer;

/**
 * Leaves out more and more while the model is trained, much at first and little in the end: {@code
 * final + (initial - final) (1 - t)^3} (Zhu and Gupta 2017, equation 1).
 *
 * @param masks of the model that is trained
 * @param config which weights
 * @param initialSparsity at the first step
 * @param finalSparsity from {@code lastStep} on
 * @param firstStep the first step that prunes
 * @param lastStep the last
 * @param every how many steps lie between two
 */
public record GradualPruning(
    Masks masks,
    PruningConfig config,
    double initialSparsity,
    double finalSparsity,
    long firstStep,
    long lastStep,
    int every)
    implements Callback {
  /**
   * @throws IllegalArgumentException if the steps or shares are in no order
   */
  public GradualPruning {
    boolean ordered = 0 <= firstStep && firstStep <= lastStep && every >= 1;
    if (!ordered || !(0 <= initialSparsity && initialSparsity <= finalSparsity)) {
      throw new IllegalArgumentException(
          "sparsity cannot go from %s to %s between the steps %d and %d, every %d"
              .formatted(initialSparsity, finalSparsity, firstStep, lastStep, every));
    }
  }

  @Override
  public void onStep(Trainer trainer, StepMetrics step) {
    long t = step.step();
    boolean due = t == lastStep || t < lastStep && (t - firstStep) % every == 0;
    if (t >= firstStep && due) masks.prune(config, sparsity(t));
  }

  /** The share that is left out at a step. */
  double sparsity(long step) {
    if (lastStep == firstStep) return finalSparsity;
    double left = 1 - (double) (step - firstStep) / (lastStep - firstStep);
    return finalSparsity + (initialSparsity - finalSparsity) * left * left * left;
  }
}
