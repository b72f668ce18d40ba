package jacquard.engine.train;

import java.util.List;

/**
 * The course of a training.
 *
 * @param epochs those that are complete, in order
 * @param stopped whether the training was asked to stop and can be resumed
 */
public record History(List<EpochMetrics> epochs, boolean stopped) {
  /** Takes a copy. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /** The index of the best epoch by its {@link EpochMetrics#decisive}; -1 if there is none. */
  public int best() {
    int best = -1;
    for (int i = 0; i < epochs.size(); i++) {
      if (best < 0 || epochs.get(i).decisive().isBetterThan(epochs.get(best).decisive())) best = i;
    }
    return best;
  }
}
