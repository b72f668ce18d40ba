package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * Maxima of windows of {@code x[n, h, w, c]}, floats or (in evaluation) codes of one scale.
 *
 * @param window the windows
 */
public record MaxPool2d(Window window) implements Pooling {
  @Override
  public Shape shape(List<Shape> inputs) {
    return window.outputShape(inputs.getFirst());
  }

  /**
   * @throws IllegalArgumentException if the input is neither float32 nor int8
   */
  @Override
  public DType dtype(List<DType> inputs) {
    return switch (inputs.getFirst()) {
      case FLOAT32, INT8 -> inputs.getFirst();
      case UINT8, INT32, INT64, BOOL ->
          throw new IllegalArgumentException("max pooling takes floats, not " + inputs.getFirst());
    };
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    if (output.dtype() == DType.INT8) {
      var codes = inputs.getFirst();
      var shape = window.poolShape(codes.shape());
      Kernels.pooling().maxForward(shape, codes.bytes(), output.bytes(), call.workspace());
      return;
    }
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
