package jacquard.fashion.cli;

import jacquard.engine.train.TrainingConfig;
import jacquard.fashion.model.ZooModel;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What may be changed about a model's recipe. */
final class TrainingOptions {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the pictures (default: the model's recipe).")
  private Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Pictures in a step (default: the model's recipe).")
  private Integer batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "The largest learning rate (default: the model's recipe).")
  private Double learningRate;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      description = "The share of units to drop, 0 up to 1 (default: the model's recipe).")
  private Double dropout;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Train on so many pictures of each class only (default: all, 5,500).")
  private Integer limit;

  /** Whether the user changed anything. */
  boolean isAnySet() {
    return Stream.of(epochs, batchSize, learningRate, dropout, limit).anyMatch(Objects::nonNull);
  }

  /**
   * The model's recipe with the user's changes.
   *
   * @throws IllegalArgumentException if a value is impossible
   */
  TrainingConfig config(ZooModel model, long seed) {
    var config = model.recipe().toBuilder().seed(seed);
    if (epochs != null) config.epochs(epochs);
    if (batchSize != null) config.batchSize(batchSize);
    if (learningRate != null)
      config.schedule(model.recipe().schedule().withLearningRate(learningRate));
    return config.build();
  }

  /** The user's dropout rate, or the recipe's. */
  double dropout(ZooModel model) {
    return dropout == null ? model.dropout() : dropout;
  }

  /**
   * So many pictures of each class only; null for all.
   *
   * @throws IllegalArgumentException if none would be left
   */
  Integer limit() {
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("--limit must be at least 1, not " + limit);
    }
    return limit;
  }
}
