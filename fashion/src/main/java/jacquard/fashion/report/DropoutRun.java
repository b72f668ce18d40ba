package jacquard.fashion.report;

import java.util.List;

/**
 * One training of the dropout study.
 *
 * @param model its name in the zoo
 * @param perClass training pictures of each class
 * @param rate of dropout
 * @param seed of everything random
 * @param trainingAccuracy at the end, in evaluation, on training pictures; a fraction
 * @param trainingLoss likewise
 * @param validationAccuracy at the end; a fraction
 * @param validationLoss likewise
 * @param accuracy on the test pictures, a fraction
 * @param loss on the test pictures
 * @param seconds of training
 * @param epochs the course of the training
 */
public record DropoutRun(
    String model,
    int perClass,
    double rate,
    long seed,
    double trainingAccuracy,
    double trainingLoss,
    double validationAccuracy,
    double validationLoss,
    double accuracy,
    double loss,
    double seconds,
    List<EpochFigures> epochs) {
  /** By how much the model does better on what it was trained on; a fraction. */
  public double gap() {
    return trainingAccuracy - validationAccuracy;
  }
}
