package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.optimize.quantize.Calibration;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.QuantizedModel;
import jacquard.optimize.quantize.Quantizer;
import jacquard.optimize.quantize.Sensitivity;
import jacquard.optimize.quantize.WeightScales;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes 8-bit codes of a model's numbers. */
@Command(
    name = "quantize",
    description = {
      "Make 8-bit codes of a trained model's weights, and of what goes into its layers.",
      "With --epochs the model is trained to make up for the rounding."
    })
final class QuantizeCommand extends OptimizeCommand {
  /** How ranges are found. */
  enum Range {
    MINMAX,
    PERCENTILE,
    MSE
  }

  private static final double PERCENTILE = 0.9999;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Bits of a weight, 1 to 8 (default: ${DEFAULT-VALUE}).")
  private int bits = 8;

  @Option(names = "--weights-only", description = "Leave what goes into layers as it is.")
  private boolean weightsOnly;

  @Option(names = "--symmetric", description = "Activations have no zero point.")
  private boolean symmetric;

  @Option(
      names = "--calibration",
      paramLabel = "NAME",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Range calibration = Range.MSE;

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

  @Override
  String suffix() {
    return "int8";
  }

  @Override
  Graph change(Graph trained) {
    var model = quantize(trained);
    train(model.graph(), new WeightScales(model.graph()));
    currentRun().put("layers", model.layers()).put("epochs", epochs());
    return Quantizer.freeze(model.graph());
  }

  private QuantizedModel quantize(Graph trained) {
    var samples = trainingSet();
    var parallel = currentRun().parallel();
    if (fallback == null) return Quantizer.quantize(trained, samples, config(), parallel);
    return Sensitivity.fallback(
        trained, samples, validationSet(), config(), fallback / 100, parallel);
  }

  private QuantizationConfig config() {
    Calibration range =
        switch (calibration) {
          case MINMAX -> new Calibration.MinMax();
          case PERCENTILE -> new Calibration.Percentile(PERCENTILE);
          case MSE -> new Calibration.MeanSquaredError();
        };
    if (dynamic) range = new Calibration.Dynamic();
    return new QuantizationConfig(
        bits, !weightsOnly, symmetric, range, !noBiasCorrection, Set.of());
  }
}
