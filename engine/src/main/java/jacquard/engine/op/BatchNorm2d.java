package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * Batch normalisation over everything but the channels (Ioffe and Szegedy 2015, algorithm 1):
 * inputs {@code x[..., c], gamma[c], beta[c], runningMean[c], runningVariance[c]}. In training it
 * uses the batch's moments and moves the running ones towards them (the variance unbiased, as in
 * PyTorch); in evaluation it uses the running ones.
 *
 * @param momentum how far the running statistics move each step, in {@code [0, 1]}
 * @param epsilon added to the variance
 */
public record BatchNorm2d(float momentum, float epsilon) implements Normalization {
  /**
   * @throws IllegalArgumentException if the momentum is not in {@code [0, 1]} or epsilon negative
   */
  public BatchNorm2d {
    if (!(momentum >= 0 && momentum <= 1 && epsilon >= 0)) {
      throw new IllegalArgumentException(
          "batch norm takes a momentum in [0, 1] and an epsilon >= 0, not %s and %s"
              .formatted(momentum, epsilon));
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    for (var statistic : inputs.subList(1, 5)) {
      if (x.rank() < 2 || !statistic.equals(Shape.of(x.dim(-1)))) {
        throw new ShapeException(
            "input %s does not fit statistics of %s channels".formatted(x, statistic));
      }
    }
    return x;
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    int c = x.dim(-1);
    var mean = inputs.get(3);
    var variance = inputs.get(4);
    if (call.training()) {
      var runningMean = mean;
      var runningVariance = variance;
      mean = call.allocate(Shape.of(c));
      variance = call.allocate(Shape.of(c));
      int rows = x.size() / c;
      Kernels.normalization()
          .moments(rows, c, x.floats(), mean.floats(), variance.floats(), call.workspace());
      move(call, runningMean, mean, momentum);
      move(call, runningVariance, variance, momentum * rows / Math.max(1, rows - 1));
      call.save(mean, variance);
    }
    normalize(call, x, inputs.get(1), inputs.get(2), mean, variance, output);
  }

  /** {@code running = (1 - momentum) * running + rate * batch}. */
  private void move(Call call, Tensor running, Tensor batch, float rate) {
    Kernels.elementwise()
        .axpby(
            running.size(), rate, batch.floats(), 1 - momentum, running.floats(), call.workspace());
  }

  private void normalize(
      Call call, Tensor x, Tensor gamma, Tensor beta, Tensor mean, Tensor variance, Tensor y) {
    int c = x.dim(-1);
    Kernels.normalization()
        .normalize(
            x.size() / c,
            c,
            x.floats(),
            mean.floats(),
            variance.floats(),
            epsilon,
            gamma.floats(),
            beta.floats(),
            y.floats(),
            call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var x = inputs.getFirst();
    int c = x.dim(-1);
    var mean = call.training() ? call.saved(0) : inputs.get(3);
    var variance = call.training() ? call.saved(1) : inputs.get(4);
    var dx = call.needsGradient(0) ? call.allocate(x.shape()) : null;
    var dGamma = call.allocate(Shape.of(c));
    var dBeta = call.allocate(Shape.of(c));
    Kernels.normalization()
        .batchNormBackward(
            x.size() / c,
            c,
            x.floats(),
            mean.floats(),
            variance.floats(),
            epsilon,
            inputs.get(1).floats(),
            gradOutput.floats(),
            dx == null || !call.training() ? null : dx.floats(),
            dGamma.floats(),
            dBeta.floats(),
            call.workspace());
    if (dx != null && !call.training()) scale(call, inputs, gradOutput, dx);
    return new Tensor[] {dx, dGamma, dBeta, null, null};
  }

  /** Statistics that do not depend on {@code x} leave {@code dx = dy * gamma / deviation}. */
  private void scale(Call call, List<Tensor> inputs, Tensor dy, Tensor dx) {
    var zeros = call.allocate(inputs.get(3).shape());
    Kernels.movement().fill(zeros.size(), 0, zeros.floats(), call.workspace());
    normalize(call, dy, inputs.get(1), zeros, zeros, inputs.get(4), dx);
  }
}
