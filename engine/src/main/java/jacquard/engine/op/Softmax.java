package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * Softmax over the last axis.
 *
 * @param logarithmic log-softmax instead
 */
public record Softmax(boolean logarithmic) implements Normalization {
  @Override
  public Shape shape(List<Shape> inputs) {
    inputs.getFirst().axis(-1);
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    int n = output.dim(-1);
    int rows = output.size() / n;
    var x = inputs.getFirst().floats();
    var kernel = Kernels.softmax();
    if (logarithmic) kernel.logSoftmax(rows, n, x, output.floats(), call.workspace());
    else kernel.softmax(rows, n, x, output.floats(), call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    int n = output.dim(-1);
    int rows = output.size() / n;
    var dx = call.allocate(output.shape());
    var y = output.floats();
    var dy = gradOutput.floats();
    var kernel = Kernels.softmax();
    if (logarithmic) kernel.logSoftmaxBackward(rows, n, y, dy, dx.floats(), call.workspace());
    else kernel.softmaxBackward(rows, n, y, dy, dx.floats(), call.workspace());
    return new Tensor[] {dx};
  }
}
