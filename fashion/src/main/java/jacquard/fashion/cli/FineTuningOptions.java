package jacquard.fashion.cli;

import jacquard.optimize.recipe.FineTuning;
import picocli.CommandLine.Option;

/** How a changed model is trained further. */
final class FineTuningOptions {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Train the changed model for so many passes (default: ${DEFAULT-VALUE}).")
  private int epochs = FineTuning.NONE.epochs();

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "The largest learning rate of that training (default: ${DEFAULT-VALUE}).")
  private double learningRate = FineTuning.NONE.learningRate();

  @Option(
      names = "--teach",
      paramLabel = "SHARE",
      description =
          "How much the model as it was counts against the labels, as a teacher, 0 to 1 (default:"
              + " ${DEFAULT-VALUE}).")
  private double teacher = FineTuning.NONE.teacher();

  /**
   * What they ask for.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  FineTuning training() {
    return new FineTuning(epochs, learningRate, teacher, FineTuning.NONE.temperature());
  }
}
