package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import jacquard.kernels.Kernels;
import jacquard.kernels.Unary;
import java.util.List;

/**
 * Reduces one axis.
 *
 * @param kind how
 * @param axis which axis; negative axes count from the last
 * @param keepDim the axis stays, with length 1
 */
public record Reduce(Kind kind, int axis, boolean keepDim) implements Reduction {
  /** How an axis is reduced. */
  public enum Kind {
    /** The sum. */
    SUM,
    /** The mean. */
    MEAN,
    /** The maximum; equals share its gradient. */
    MAX
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst();
    return keepDim ? x.with(axis, 1) : x.without(axis);
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    int index = x.shape().axis(axis);
    int outer = x.shape().product(0, index);
    int length = x.dim(index);
    int inner = x.shape().product(index + 1, x.shape().rank());
    var kernel = Kernels.reduction();
    switch (kind) {
      case SUM, MEAN ->
          kernel.sum(outer, length, inner, x.floats(), output.floats(), call.workspace());
      case MAX -> kernel.max(outer, length, inner, x.floats(), output.floats(), call.workspace());
    }
    if (kind == Kind.MEAN) scale(call, 1f / length, output, output);
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var x = inputs.getFirst();
    var kept = x.shape().with(axis, 1);
    var dx = Broadcast.expand(gradOutput.view(kept), x.shape(), call);
    return new Tensor[] {
      switch (kind) {
        case SUM -> dx;
        case MEAN -> {
          var mean = call.allocate(x.shape());
          scale(call, 1f / x.dim(axis), dx, mean);
          yield mean;
        }
        case MAX -> shareAmongWinners(call, x, output.view(kept), gradOutput.view(kept));
      }
    };
  }

  private static void scale(Call call, float factor, Tensor x, Tensor y) {
    Kernels.elementwise()
        .unary(Unary.SCALE, factor, x.size(), x.floats(), y.floats(), call.workspace());
  }

  private Tensor shareAmongWinners(Call call, Tensor x, Tensor maximum, Tensor gradient) {
    var winners = call.allocate(x.shape());
    var highest = Broadcast.expand(maximum, x.shape(), call);
    Kernels.elementwise()
        .equal(x.size(), x.floats(), highest.floats(), winners.floats(), call.workspace());
    var count = Broadcast.sumTo(maximum.shape(), winners, call);
    var share = Broadcast.apply(Binary.DIV, gradient, count, call);
    return Broadcast.apply(Binary.MUL, winners, share, call);
  }
}
