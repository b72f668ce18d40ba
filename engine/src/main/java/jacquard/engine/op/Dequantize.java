package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * {@code (codes - zeroPoint) * scale}: ONNX's DequantizeLinear. Inputs int8 {@code codes[..., c]}
 * and {@code scale}, one value or {@code c} of them.
 *
 * @param zeroPoint the code of 0
 */
public record Dequantize(int zeroPoint) implements Quantization {
  /**
   * @throws IllegalArgumentException if the zero point is not a signed byte
   */
  public Dequantize {
    if (zeroPoint != (byte) zeroPoint) {
      throw new IllegalArgumentException("the zero point %d is no code".formatted(zeroPoint));
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    checkScale(inputs.get(0), inputs.get(1));
    return inputs.getFirst();
  }

  /** One scale, or as many as there are columns. */
  static void checkScale(Shape x, Shape scale) {
    if (scale.size() != 1 && !scale.equals(Shape.of(columns(x)))) {
      throw new ShapeException(
          "scales %s are neither one nor one for each column of %s".formatted(scale, x));
    }
  }

  static int columns(Shape x) {
    return x.rank() == 0 ? 1 : x.dim(-1);
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var codes = inputs.get(0);
    int n = columns(codes.shape());
    Kernels.int8()
        .dequantize(
            codes.size() / n,
            n,
            codes.bytes(),
            inputs.get(1).floats(),
            zeroPoint,
            output.floats(),
            call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    return new Tensor[] {gradOutput, null};
  }
}
