package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * {@code clamp(round(x / scale) + zeroPoint, min, max)} as int8, halves to even: ONNX's
 * QuantizeLinear. Inputs {@code x[..., c]} and {@code scale}, one value or {@code c} of them.
 *
 * @param zeroPoint the code of 0, within {@code min} and {@code max}
 * @param min the smallest code, at least -128: -127 where codes are symmetric, -1 for three values
 * @param max the largest code, at most 127
 */
public record Quantize(int zeroPoint, int min, int max) implements Quantization {
  /**
   * @throws IllegalArgumentException if these are no codes of a signed byte
   */
  public Quantize {
    if (min < Byte.MIN_VALUE || max > Byte.MAX_VALUE || min >= max) {
      throw new IllegalArgumentException(
          "codes from %d to %d are no range within -128 to 127".formatted(min, max));
    }
    if (zeroPoint < min || zeroPoint > max) {
      throw new IllegalArgumentException(
          "the zero point %d is not within the codes %d to %d".formatted(zeroPoint, min, max));
    }
  }

  /** Symmetric codes of that many bits, at least 2: {@code -127 .. 127} for 8. */
  public static Quantize symmetric(int bits) {
    int max = (1 << bits - 1) - 1;
    return new Quantize(0, -max, max);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Dequantize.checkScale(inputs.get(0), inputs.get(1));
    return inputs.getFirst();
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return DType.INT8;
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.get(0);
    float[] scale = inputs.get(1).floats();
    int n = Dequantize.columns(x.shape());
    Kernels.int8()
        .quantize(
            x.size() / n,
            n,
            x.floats(),
            scale,
            zeroPoint,
            min,
            max,
            output.bytes(),
            call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var x = inputs.get(0);
    if (!call.needsGradient(0)) return new Tensor[] {null, null};
    var dx = call.allocate(x.shape());
    int n = Dequantize.columns(x.shape());
    Kernels.int8()
        .quantizeBackward(
            x.size() / n,
            n,
            x.floats(),
            inputs.get(1).floats(),
            zeroPoint,
            min,
            max,
            gradOutput.floats(),
            dx.floats(),
            call.workspace());
    return new Tensor[] {dx, null};
  }
}
