package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * {@code x[n, ...]} rounded to 8-bit symmetric codes and back: {@code rint(x / step) step}, where
 * the step is a 127th of the largest magnitude in a sample. It is measured anew in every run, for
 * each sample by itself, so that no sample depends on its neighbours.
 */
public record DynamicQuantize() implements Quantization {
  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (x.rank() > 1) return x;
    throw new ShapeException("steps for each sample need a batch of vectors at least, not " + x);
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    int rows = x.dim(0);
    int n = x.shape().product(1, x.shape().rank());
    Kernels.int8().round(rows, n, x.floats(), output.floats(), call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    return new Tensor[] {gradOutput};
  }
}
