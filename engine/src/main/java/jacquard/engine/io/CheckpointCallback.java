package jacquard.engine.io;

import jacquard.engine.graph.Graph;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Callback;
import jacquard.engine.train.EpochMetrics;
import jacquard.engine.train.StepMetrics;
import jacquard.engine.train.Trainer;
import java.nio.file.Path;

/**
 * Saves a checkpoint every so many steps and after every epoch. One file holds the last good state:
 * it is replaced all at once, and never by weights that are not finite.
 *
 * @param file where the checkpoint goes
 * @param graph of the model that is trained, as {@link Graph#trace} gives it
 * @param info what the file says about the model
 * @param everySteps how many steps lie between two checkpoints; 0 for epochs alone
 */
public record CheckpointCallback(Path file, Graph graph, ModelInfo info, int everySteps)
    implements Callback {
  /**
   * @throws IllegalArgumentException if {@code everySteps} is negative
   */
  public CheckpointCallback {
    if (everySteps < 0) {
      throw new IllegalArgumentException(
          "steps between checkpoints: at least 0, not " + everySteps);
    }
  }

  @Override
  public void onStep(Trainer trainer, StepMetrics step) {
    if (everySteps > 0 && (step.step() + 1) % everySteps == 0) save(trainer);
  }

  @Override
  public void onEpoch(Trainer trainer, EpochMetrics epoch) {
    save(trainer);
  }

  /**
   * Saves now, for instance after a training that was asked to stop; nothing happens while a weight
   * is not finite.
   *
   * @throws ModelFileException if the file cannot be written; an earlier one is then as it was
   */
  public void save(Trainer trainer) {
    var state = trainer.state();
    if (state.tensors().values().stream().allMatch(CheckpointCallback::isFinite)) {
      Checkpoint.save(file, graph, info, state);
    }
  }

  private static boolean isFinite(Tensor tensor) {
    if (tensor.dtype() != DType.FLOAT32) return true;
    for (float value : tensor.floats()) if (!Float.isFinite(value)) return false;
    return true;
  }
}
