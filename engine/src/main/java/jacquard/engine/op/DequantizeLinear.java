package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Inputs {@code x} of integers, {@code scale} and optionally {@code zeroPoint}, the last two of one
 * element or as many as an axis has: {@code (x - zeroPoint) * scale} as floats.
 *
 * @param axis the axis of scales; negative axes count from the last
 */
public record DequantizeLinear(int axis) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    for (var each : inputs.subList(1, inputs.size())) PerAxis.check(inputs.get(0), each, axis);
    return inputs.getFirst();
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return Scalars.require(DType.FLOAT32, inputs.get(1));
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.get(0);
    var scale = inputs.get(1);
    var zeroPoint = inputs.size() > 2 ? inputs.get(2) : null;
    int inner = PerAxis.inner(x.shape(), axis);
    for (int i = 0; i < x.size(); i++) {
      long code = Scalars.integer(x, i);
      if (zeroPoint != null) code -= Scalars.integer(zeroPoint, i / inner % zeroPoint.size());
      output.floats()[i] = code * scale.floats()[i / inner % scale.size()];
    }
  }
}
