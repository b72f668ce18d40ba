package jacquard.optimize.recipe;

import jacquard.engine.graph.Graph;
import jacquard.optimize.quantize.Calibration;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.Quantizer;
import jacquard.optimize.quantize.Sensitivity;
import jacquard.optimize.quantize.WeightScales;
import java.util.Set;

/**
 * Makes codes of weights, and of what goes into layers.
 *
 * @param bits of a weight, 1 to 8
 * @param weightsOnly whether what goes into layers stays as it is
 * @param symmetric whether activations have no zero point
 * @param calibration how ranges are found
 * @param biasCorrection whether biases make up for the mean error
 * @param fallback the points of accuracy that may be lost before layers stay float; null for any
 * @param training with the rounding in the graph: quantization-aware
 */
public record Quantize(
    int bits,
    boolean weightsOnly,
    boolean symmetric,
    Range calibration,
    boolean biasCorrection,
    Double fallback,
    FineTuning training)
    implements Step {
  /** How ranges are found. */
  public enum Range {
    /** From the smallest value to the largest. */
    MINMAX,
    /** Without the outermost values. */
    PERCENTILE,
    /** By the least squared error. */
    MSE,
    /** In every run, for each sample. */
    DYNAMIC
  }

  /** 8 bits after training, by the least squared error. */
  public static final Quantize DEFAULT =
      new Quantize(8, false, false, Range.MSE, true, null, FineTuning.NONE);

  private static final double PERCENTILE = 0.9999;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Quantize {
    Ranges.require(bits >= 1 && bits <= 8, "weights take 1 to 8 bits, not " + bits);
    Ranges.require(
        fallback == null || fallback >= 0,
        "the points that may be lost are at least 0, not " + fallback);
  }

  /** The same for weights of so many bits. */
  public Quantize withBits(int each) {
    return new Quantize(
        each, weightsOnly, symmetric, calibration, biasCorrection, fallback, training);
  }

  /** The same, trained with the rounding. */
  public Quantize trained(FineTuning further) {
    return new Quantize(
        bits, weightsOnly, symmetric, calibration, biasCorrection, fallback, further);
  }

  /** The same for weights alone. */
  public Quantize ofWeights() {
    return new Quantize(bits, true, symmetric, calibration, biasCorrection, fallback, training);
  }

  @Override
  public Draft apply(Draft draft, StepContext context) {
    var graph = quantize(draft.floats(), context);
    training.run(draft.name(), graph, context, new WeightScales(graph));
    return draft.with(Quantizer.freeze(graph));
  }

  private Graph quantize(Graph trained, StepContext context) {
    var samples = context.calibration();
    var parallel = context.parallel();
    if (fallback == null) return Quantizer.quantize(trained, samples, config(), parallel).graph();
    double tolerance = fallback / 100;
    return Sensitivity.fallback(
            trained, samples, context.validation(), config(), tolerance, parallel)
        .graph();
  }

  private QuantizationConfig config() {
    var range =
        switch (calibration) {
          case MINMAX -> new Calibration.MinMax();
          case PERCENTILE -> new Calibration.Percentile(PERCENTILE);
          case MSE -> new Calibration.MeanSquaredError();
          case DYNAMIC -> new Calibration.Dynamic();
        };
    return new QuantizationConfig(bits, !weightsOnly, symmetric, range, biasCorrection, Set.of());
  }

  @Override
  public String summary() {
    var what = weightsOnly ? "weights to %d bits" : "weights to %d bits, activations to 8";
    return ("quantize " + what).formatted(bits) + training.summary();
  }
}
