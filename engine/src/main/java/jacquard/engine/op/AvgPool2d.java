package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * Means of windows of {@code x[n, h, w, c]}.
 *
 * @param window the windows
 * @param countPadding divide by the whole window (PyTorch's default) instead of by the part of it
 *     that lies in the image
 */
public record AvgPool2d(Window window, boolean countPadding) implements Pooling {
  @Override
  public Shape shape(List<Shape> inputs) {
    return window.outputShape(inputs.getFirst());
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    Kernels.pooling()
        .averageForward(
            window.poolShape(x.shape()),
            countPadding,
            x.floats(),
            output.floats(),
            call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var x = inputs.getFirst();
    var dx = call.allocate(x.shape());
    Kernels.pooling()
        .averageBackward(
            window.poolShape(x.shape()),
            countPadding,
            gradOutput.floats(),
            dx.floats(),
            call.workspace());
    return new Tensor[] {dx};
  }
}
