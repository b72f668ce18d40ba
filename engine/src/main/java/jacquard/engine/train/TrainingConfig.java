package jacquard.engine.train;

import jacquard.engine.data.Augmentation;
import jacquard.engine.optim.Adam;
import jacquard.engine.optim.ConstantLR;
import jacquard.engine.optim.Schedule;
import jacquard.engine.optim.UpdateRule;
import java.util.List;
import java.util.Objects;

/**
 * Everything besides model and data that decides what a training ends in.
 *
 * @param epochs at least 1
 * @param batchSize at least 1
 * @param seed of shuffling, augmentation and dropout (initial weights are the model's affair)
 * @param optimizer how parameters move
 * @param schedule the learning rate; an open length means the whole training
 * @param labelSmoothing in {@code [0, 1)}
 * @param clipNorm the largest norm of all gradients together; 0 for any
 * @param emaDecay the decay of the moving average of the weights, in {@code [0, 1)}; 0 for none.
 *     The average is what is validated, and what the model holds when the training is over
 * @param keepBest at the end the model holds the weights of its best epoch, not its last
 * @param augmentations in the order of application
 */
public record TrainingConfig(
    int epochs,
    int batchSize,
    long seed,
    UpdateRule optimizer,
    Schedule schedule,
    double labelSmoothing,
    double clipNorm,
    double emaDecay,
    boolean keepBest,
    List<Augmentation> augmentations) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TrainingConfig {
    require(epochs >= 1, "epochs must be at least 1, not " + epochs);
    require(batchSize >= 1, "batch size must be at least 1, not " + batchSize);
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "label smoothing must be in [0, 1), not " + labelSmoothing);
    require(
        clipNorm >= 0 && clipNorm < Double.POSITIVE_INFINITY,
        "the largest gradient norm must be at least 0, not " + clipNorm);
    require(
        emaDecay >= 0 && emaDecay < 1,
        "the decay of the moving average must be in [0, 1), not " + emaDecay);
    Objects.requireNonNull(optimizer, "the optimizer must not be null");
    Objects.requireNonNull(schedule, "the schedule must not be null");
    augmentations = List.copyOf(augmentations);
  }

  private static void require(boolean condition, String message) {
    if (!condition) throw new IllegalArgumentException(message);
  }

  /** A builder with the defaults: 5 epochs of 128, seed 1, Adam at 1e-3, nothing else. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder with this configuration's values. */
  public Builder toBuilder() {
    var builder = new Builder();
    builder.epochs = epochs;
    builder.batchSize = batchSize;
    builder.seed = seed;
    builder.optimizer = optimizer;
    builder.schedule = schedule;
    builder.labelSmoothing = labelSmoothing;
    builder.clipNorm = clipNorm;
    builder.emaDecay = emaDecay;
    builder.keepBest = keepBest;
    builder.augmentations = augmentations;
    return builder;
  }

  /** Values by name; see {@link TrainingConfig} for their meaning. */
  public static final class Builder {
    private int epochs = 5;
    private int batchSize = 128;
    private long seed = 1;
    private UpdateRule optimizer = new Adam();
    private Schedule schedule = new ConstantLR(1e-3);
    private double labelSmoothing;
    private double clipNorm;
    private double emaDecay;
    private boolean keepBest;
    private List<Augmentation> augmentations = List.of();

    private Builder() {}

    /** Sets {@link TrainingConfig#epochs}. */
    public Builder epochs(int value) {
      epochs = value;
      return this;
    }

    /** Sets {@link TrainingConfig#batchSize}. */
    public Builder batchSize(int value) {
      batchSize = value;
      return this;
    }

    /** Sets {@link TrainingConfig#seed}. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Sets {@link TrainingConfig#optimizer}. */
    public Builder optimizer(UpdateRule value) {
      optimizer = value;
      return this;
    }

    /** Sets {@link TrainingConfig#schedule}. */
    public Builder schedule(Schedule value) {
      schedule = value;
      return this;
    }

    /** Sets {@link TrainingConfig#labelSmoothing}. */
    public Builder labelSmoothing(double value) {
      labelSmoothing = value;
      return this;
    }

    /** Sets {@link TrainingConfig#clipNorm}. */
    public Builder clipNorm(double value) {
      clipNorm = value;
      return this;
    }

    /** Sets {@link TrainingConfig#emaDecay}. */
    public Builder emaDecay(double value) {
      emaDecay = value;
      return this;
    }

    /** Sets {@link TrainingConfig#keepBest}. */
    public Builder keepBest(boolean value) {
      keepBest = value;
      return this;
    }

    /** Sets {@link TrainingConfig#augmentations}. */
    public Builder augmentations(Augmentation... values) {
      augmentations = List.of(values);
      return this;
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public TrainingConfig build() {
      return new TrainingConfig(
          epochs,
          batchSize,
          seed,
          optimizer,
          schedule,
          labelSmoothing,
          clipNorm,
          emaDecay,
          keepBest,
          augmentations);
    }
  }
}
