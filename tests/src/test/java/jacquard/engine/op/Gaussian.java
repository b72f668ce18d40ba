package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * An op as a user may write it: {@code exp(-(x / width)^2)}.
 *
 * @param width where the value is {@code 1 / e}
 */
public record Gaussian(float width) implements CustomOp {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst().floats();
    var y = output.floats();
    var slope = call.allocate(output.shape());
    for (int i = 0; i < output.size(); i++) {
      double u = x[i] / width;
      y[i] = (float) Math.exp(-u * u);
      slope.floats()[i] = (float) (-2 * u / width * y[i]);
    }
    call.save(slope);
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var dx = call.allocate(output.shape());
    for (int i = 0; i < output.size(); i++) {
      dx.floats()[i] = gradOutput.floats()[i] * call.saved(0).floats()[i];
    }
    return new Tensor[] {dx};
  }
}
