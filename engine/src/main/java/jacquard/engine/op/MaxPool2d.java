package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * Maxima of windows of {@code x[n, h, w, c]}.
 *
 * @param window the windows
 */
public record MaxPool2d(Window window) implements Pooling {
  @Override
  public Shape shape(List<Shape> inputs) {
    return window.outputShape(inputs.getFirst());
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    byte[] argmax = null;
    if (call.recorded()) {
      var indices = call.allocate(DType.UINT8, output.shape());
      call.save(indices);
      argmax = indices.bytes();
    }
    var x = inputs.getFirst();
    Kernels.pooling()
        .maxForward(
            window.poolShape(x.shape()), x.floats(), output.floats(), argmax, call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var x = inputs.getFirst();
    var dx = call.allocate(x.shape());
    Kernels.pooling()
        .maxBackward(
            window.poolShape(x.shape()),
            gradOutput.floats(),
            call.saved(0).bytes(),
            dx.floats(),
            call.workspace());
    return new Tensor[] {dx};
  }
}
