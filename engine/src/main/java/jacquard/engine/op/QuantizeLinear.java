package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Inputs {@code x}, {@code scale} and {@code zeroPoint}, the last two of one element or as many as
 * an axis has: {@code round(x / scale) + zeroPoint} in the zero point's type, int8 or uint8, whose
 * ends saturate; halves are rounded to even.
 *
 * @param axis the axis of scales; negative axes count from the last
 */
public record QuantizeLinear(int axis) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    PerAxis.check(inputs.get(0), inputs.get(1), axis);
    PerAxis.check(inputs.get(0), inputs.get(2), axis);
    return inputs.getFirst();
  }

  @Override
  public DType dtype(List<DType> inputs) {
    Scalars.require(DType.FLOAT32, inputs.get(1));
    return switch (inputs.get(2)) {
      case INT8, UINT8 -> inputs.get(2);
      case FLOAT32, INT32, INT64, BOOL ->
          throw new IllegalArgumentException("codes are INT8 or UINT8, not " + inputs.get(2));
    };
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.get(0);
    var scale = inputs.get(1);
    var zeroPoint = inputs.get(2);
    int lowest = output.dtype() == DType.INT8 ? -128 : 0;
    int inner = PerAxis.inner(x.shape(), axis);
    for (int i = 0; i < x.size(); i++) {
      float divisor = scale.floats()[i / inner % scale.size()];
      double code = Math.rint((float) Scalars.real(x, i) / divisor);
      double shifted = code + Scalars.integer(zeroPoint, i / inner % zeroPoint.size());
      Scalars.set(output, i, (long) Math.clamp(shifted, lowest, lowest + 255));
    }
  }
}
