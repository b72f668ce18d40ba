package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/** {@link MatMul} of int32: inputs {@code a[..., m, k]}, {@code b[..., k, n]}. */
public record IntegerMatMul() implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    return new MatMul().shape(inputs);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return Scalars.require(DType.INT32, Scalars.common(inputs.get(0), inputs.get(1)));
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var a = inputs.get(0);
    var b = inputs.get(1);
    int m = output.dim(-2);
    int n = output.dim(-1);
    int k = a.dim(-1);
    for (int i = 0; i < output.size(); i++) {
      int row = i / n * k;
      int column = i / (m * n) * k * n + i % n;
      int sum = 0;
      for (int j = 0; j < k; j++) sum += a.ints()[row + j] * b.ints()[column + j * n];
      output.ints()[i] = sum;
    }
  }
}
