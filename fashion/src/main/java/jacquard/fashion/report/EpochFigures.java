package jacquard.fashion.report;

import jacquard.engine.train.EpochMetrics;
import java.util.List;

/**
 * An epoch as it stands in JSON and on pages.
 *
 * @param epoch from 1
 * @param loss mean over the epoch's training steps
 * @param accuracy a fraction, likewise
 * @param validationLoss after the epoch
 * @param validationAccuracy a fraction, after the epoch
 * @param learningRate of the last step
 * @param seconds of training, without validation
 * @param imagesPerSecond in training
 */
public record EpochFigures(
    int epoch,
    double loss,
    double accuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds,
    double imagesPerSecond) {
  /** The figures of an epoch that was validated. */
  public static EpochFigures of(EpochMetrics epoch) {
    return new EpochFigures(
        epoch.epoch() + 1,
        epoch.training().loss(),
        epoch.training().accuracy(),
        epoch.validation().loss(),
        epoch.validation().accuracy(),
        epoch.learningRate(),
        epoch.seconds(),
        epoch.imagesPerSecond());
  }

  /** The seconds of all epochs together. */
  public static double seconds(List<EpochFigures> epochs) {
    return epochs.stream().mapToDouble(EpochFigures::seconds).sum();
  }

  /** Images per second over all epochs. */
  public static double imagesPerSecond(List<EpochFigures> epochs) {
    double images = epochs.stream().mapToDouble(e -> e.imagesPerSecond * e.seconds).sum();
    return images / seconds(epochs);
  }
}
