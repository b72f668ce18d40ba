package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * The mean cross-entropy of a batch: inputs {@code logits[n, classes]} and int32 {@code labels[n]}.
 *
 * @param labelSmoothing in {@code [0, 1)} (Szegedy et al. 2016, section 7)
 */
public record CrossEntropy(float labelSmoothing) implements Reduction {
  /**
   * @throws IllegalArgumentException if the smoothing is not in {@code [0, 1)}
   */
  public CrossEntropy {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing must be in [0, 1), not " + labelSmoothing);
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var logits = inputs.get(0);
    var labels = inputs.get(1);
    if (logits.rank() != 2 || labels.rank() != 1 || logits.dim(0) != labels.dim(0)) {
      throw new ShapeException(
          "logits [n, classes] %s do not fit labels [n] %s".formatted(logits, labels));
    }
    return Shape.SCALAR;
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var logits = inputs.get(0);
    var labels = inputs.get(1).ints();
    int n = logits.dim(0);
    for (int i = 0; i < n; i++) {
      if (labels[i] < 0 || labels[i] >= logits.dim(1)) {
        throw new IndexOutOfBoundsException(
            "label %d of sample %d is not one of %d classes"
                .formatted(labels[i], i, logits.dim(1)));
      }
    }
    var probabilities = call.allocate(logits.shape());
    var losses = call.allocate(Shape.of(n));
    Kernels.softmax()
        .crossEntropy(
            n,
            logits.dim(1),
            logits.floats(),
            labels,
            labelSmoothing,
            losses.floats(),
            probabilities.floats(),
            call.workspace());
    Kernels.reduction().sum(1, n, 1, losses.floats(), output.floats(), call.workspace());
    output.floats()[0] /= n;
    call.save(probabilities);
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var logits = inputs.get(0);
    var dx = call.allocate(logits.shape());
    Kernels.softmax()
        .crossEntropyBackward(
            logits.dim(0),
            logits.dim(1),
            call.saved(0).floats(),
            inputs.get(1).ints(),
            labelSmoothing,
            gradOutput.floats(),
            0,
            1f / logits.dim(0),
            dx.floats(),
            call.workspace());
    return new Tensor[] {dx, null};
  }
}
