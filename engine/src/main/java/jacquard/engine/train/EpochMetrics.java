package jacquard.engine.train;

/**
 * What an epoch gave.
 *
 * @param epoch from 0
 * @param training mean over the epoch, while the weights were moving
 * @param validation after the epoch; {@code null} without validation samples
 * @param learningRate of the last step
 * @param seconds of training, without validation
 * @param imagesPerSecond in training
 */
public record EpochMetrics(
    int epoch,
    Metrics training,
    Metrics validation,
    double learningRate,
    double seconds,
    double imagesPerSecond) {
  /** On validation samples where there are any, else on those of training. */
  public Metrics decisive() {
    return validation == null ? training : validation;
  }
}
