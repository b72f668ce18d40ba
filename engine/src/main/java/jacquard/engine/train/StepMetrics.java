package jacquard.engine.train;

/**
 * How far a training is, after a step.
 *
 * @param epoch from 0
 * @param batch from 0
 * @param batches in an epoch
 * @param step from 0, over all epochs
 * @param loss the batch's
 * @param soFar the mean of the epoch so far
 * @param learningRate the step's
 * @param imagesPerSecond in this epoch so far
 */
public record StepMetrics(
    int epoch,
    int batch,
    int batches,
    long step,
    double loss,
    Metrics soFar,
    double learningRate,
    double imagesPerSecond) {}
