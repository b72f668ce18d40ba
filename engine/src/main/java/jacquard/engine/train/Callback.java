package jacquard.engine.train;

/** Watches a training; any method may call {@link Trainer#requestStop}. */
public interface Callback {
  /** After a step. */
  default void onStep(Trainer trainer, StepMetrics step) {}

  /** After an epoch and its validation. */
  default void onEpoch(Trainer trainer, EpochMetrics epoch) {}

  /**
   * Whether the training is over, asked before each epoch. The answer must follow from the history
   * alone: a resumed training asks again.
   */
  default boolean isOver(History history) {
    return false;
  }
}
