package jacquard.fashion.cli;

import jacquard.optimize.recipe.Quantize;
import jacquard.optimize.recipe.Step;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes 8-bit codes of a model's numbers. */
@Command(
    name = "quantize",
    description = {
      "Make 8-bit codes of a trained model's weights, and of what goes into its layers.",
      "With --epochs the model is trained to make up for the rounding."
    })
final class QuantizeCommand extends OptimizeCommand {
  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Bits of a weight, 1 to 8 (default: ${DEFAULT-VALUE}).")
  private int bits = Quantize.DEFAULT.bits();

  @Option(names = "--weights-only", description = "Leave what goes into layers as it is.")
  private boolean weightsOnly;

  @Option(names = "--symmetric", description = "Activations have no zero point.")
  private boolean symmetric;

  @Option(
      names = "--calibration",
      paramLabel = "NAME",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Quantize.Range calibration = Quantize.DEFAULT.calibration();

  @Option(
      names = "--dynamic",
      description = "Measure the range of what goes into layers in every run, for each picture.")
  private boolean dynamic;

  @Option(names = "--no-bias-correction", description = "Leave biases as they are.")
  private boolean noBiasCorrection;

  @Option(
      names = "--fallback",
      paramLabel = "POINTS",
      description = "Leave layers in float until at most so many points of accuracy are lost.")
  private Double fallback;

  @Mixin private FineTuningOptions tuning;

  @Override
  String suffix() {
    return "int8";
  }

  @Override
  List<Step> steps() {
    return List.of(
        new Quantize(
            bits,
            weightsOnly,
            symmetric,
            dynamic ? Quantize.Range.DYNAMIC : calibration,
            !noBiasCorrection,
            fallback,
            tuning.training()));
  }
}
