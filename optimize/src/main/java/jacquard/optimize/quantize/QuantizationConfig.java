package jacquard.optimize.quantize;

import java.util.Set;

/**
 * What becomes of a model's linear layers and convolutions.
 *
 * @param weightBits 1 (two values), 2 (three) or up to 8; the codes of weights are symmetric, with
 *     a step for each output
 * @param activations whether their inputs become codes too, with one step for all
 * @param symmetric whether an input's codes are symmetric, or else have a zero point
 * @param calibration how an input's range is found
 * @param biasCorrection whether biases make up for what rounding moves outputs by on the average
 *     (Nagel et al. 2019, section 4.2)
 * @param floatLayers the nodes that stay as they are
 */
public record QuantizationConfig(
    int weightBits,
    boolean activations,
    boolean symmetric,
    Calibration calibration,
    boolean biasCorrection,
    Set<String> floatLayers) {
  /** 8 bits, affine activations by least squared error, corrected biases. */
  public static final QuantizationConfig DEFAULT =
      new QuantizationConfig(8, true, false, new Calibration.MeanSquaredError(), true, Set.of());

  /** 8-bit weights, and activations as they are. */
  public static final QuantizationConfig WEIGHT_ONLY =
      new QuantizationConfig(8, false, false, new Calibration.MinMax(), false, Set.of());

  /**
   * @throws IllegalArgumentException if the bits are out of their range
   */
  public QuantizationConfig {
    if (weightBits < 1 || weightBits > 8) {
      throw new IllegalArgumentException("weights take 1 to 8 bits, not " + weightBits);
    }
    floatLayers = Set.copyOf(floatLayers);
  }

  /** The same with another number of bits. */
  public QuantizationConfig withWeightBits(int bits) {
    return new QuantizationConfig(
        bits, activations, symmetric, calibration, biasCorrection, floatLayers);
  }

  /** The same with another calibration. */
  public QuantizationConfig withCalibration(Calibration other) {
    return new QuantizationConfig(
        weightBits, activations, symmetric, other, biasCorrection, floatLayers);
  }

  /** The same with symmetric codes for activations, or with zero points. */
  public QuantizationConfig withSymmetric(boolean value) {
    return new QuantizationConfig(
        weightBits, activations, value, calibration, biasCorrection, floatLayers);
  }

  /** The same with or without corrected biases. */
  public QuantizationConfig withBiasCorrection(boolean value) {
    return new QuantizationConfig(
        weightBits, activations, symmetric, calibration, value, floatLayers);
  }

  /** The same with other layers left in float. */
  public QuantizationConfig withFloatLayers(Set<String> layers) {
    return new QuantizationConfig(
        weightBits, activations, symmetric, calibration, biasCorrection, layers);
  }
}
