package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * The sign of {@code x} as an int8 code: -1 below 0, else 1. The gradient passes straight through
 * where {@code |x| <= 1} (BinaryConnect, Courbariaux et al. 2015, sections 2.3 and 2.4).
 */
public record Binarize() implements Quantization {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return DType.INT8;
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    float[] x = inputs.getFirst().floats();
    byte[] codes = output.bytes();
    for (int i = 0; i < output.size(); i++) codes[i] = (byte) (x[i] < 0 ? -1 : 1);
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    float[] x = inputs.getFirst().floats();
    float[] dy = gradOutput.floats();
    var dx = call.allocate(output.shape());
    for (int i = 0; i < dx.size(); i++) dx.floats()[i] = Math.abs(x[i]) <= 1 ? dy[i] : 0;
    return new Tensor[] {dx};
  }
}
