package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.engine.io.CheckpointCallback;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.train.Callback;
import jacquard.engine.train.EpochMetrics;
import jacquard.engine.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saves a training after each epoch, so that whatever happens costs one epoch at most. */
final class CheckpointFile implements Callback {
  private final CheckpointCallback checkpoint;
  private final Screen screen;
  private boolean isSaved;

  /**
   * Saves nothing yet.
   *
   * @param graph of the module that is trained, whose weights it shares
   */
  CheckpointFile(Path file, Graph graph, ModelInfo info, Screen screen) {
    checkpoint = new CheckpointCallback(file, graph, info, 0);
    this.screen = screen;
  }

  /** Where a model's checkpoint is unless the user names another place. */
  static Path beside(Path model) {
    var name = model.getFileName().toString();
    int end =
        name.endsWith(".safetensors") ? name.length() - ".safetensors".length() : name.length();
    return model.resolveSibling(name.substring(0, end) + ".checkpoint.safetensors");
  }

  Path file() {
    return checkpoint.file();
  }

  /** Whether there is something to go on from. */
  boolean isSaved() {
    return isSaved;
  }

  /** A new training replaces the checkpoint of one that was stopped: better said before. */
  void announceOlder() {
    if (!Files.exists(file())) return;
    screen.warn("%1$s will be replaced; --resume %1$s would go on from it".formatted(file()));
  }

  /** A training goes on though its checkpoint cannot be written: it may well reach its end. */
  @Override
  public void onEpoch(Trainer trainer, EpochMetrics epoch) {
    try {
      save(trainer);
    } catch (ModelFileException e) {
      screen.warn("No checkpoint of epoch %d: %s".formatted(epoch.epoch() + 1, e.getMessage()));
    }
  }

  /**
   * Saves where the training stands.
   *
   * @throws ModelFileException if that cannot be done; the last checkpoint is then as it was
   */
  void save(Trainer trainer) {
    checkpoint.save(trainer);
    isSaved = true;
  }

  /** Removes what a complete training needs no more. */
  void delete() throws IOException {
    Files.deleteIfExists(file());
  }
}
