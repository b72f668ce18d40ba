package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * Layer normalisation over the last axis (Ba et al. 2016, section 3): inputs {@code x[..., c],
 * gamma[c], beta[c]}.
 *
 * @param epsilon added to the variance
 */
public record LayerNorm(float epsilon) implements Normalization {
  /**
   * @throws IllegalArgumentException if epsilon is negative
   */
  public LayerNorm {
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException("layer norm takes an epsilon >= 0, not " + epsilon);
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    for (var parameter : inputs.subList(1, 3)) {
      if (x.rank() < 1 || !parameter.equals(Shape.of(x.dim(-1)))) {
        throw new ShapeException("input %s does not fit parameters %s".formatted(x, parameter));
      }
    }
    return x;
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    int c = x.dim(-1);
    int rows = x.size() / c;
    var mean = call.allocate(Shape.of(rows));
    var rstd = call.allocate(Shape.of(rows));
    Kernels.normalization()
        .layerNorm(
            rows,
            c,
            x.floats(),
            epsilon,
            inputs.get(1).floats(),
            inputs.get(2).floats(),
            output.floats(),
            mean.floats(),
            rstd.floats(),
            call.workspace());
    call.save(mean, rstd);
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var x = inputs.getFirst();
    int c = x.dim(-1);
    var dx = call.allocate(x.shape());
    var dGamma = call.allocate(Shape.of(c));
    var dBeta = call.allocate(Shape.of(c));
    Kernels.normalization()
        .layerNormBackward(
            x.size() / c,
            c,
            x.floats(),
            inputs.get(1).floats(),
            call.saved(0).floats(),
            call.saved(1).floats(),
            gradOutput.floats(),
            dx.floats(),
            dGamma.floats(),
            dBeta.floats(),
            call.workspace());
    return new Tensor[] {dx, dGamma, dBeta};
  }
}
