package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import jacquard.kernels.Kernels;
import jacquard.kernels.Unary;
import java.util.List;

/**
 * A function of two arguments, element by element, with NumPy's broadcasting.
 *
 * @param function which
 */
public record Arithmetic(Binary function) implements Elementwise {
  @Override
  public Shape shape(List<Shape> inputs) {
    return Broadcast.shape(inputs.get(0), inputs.get(1));
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    Broadcast.apply(function, inputs.get(0), inputs.get(1), output, call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var a = inputs.get(0);
    var b = inputs.get(1);
    var da = call.needsGradient(0) ? gradient(call, 0, a, b, output, gradOutput) : null;
    var db = call.needsGradient(1) ? gradient(call, 1, a, b, output, gradOutput) : null;
    return new Tensor[] {
      da == null ? null : Broadcast.sumTo(a.shape(), da, call),
      db == null ? null : Broadcast.sumTo(b.shape(), db, call)
    };
  }

  /** The gradient of one side, before it is summed over the axes along which it was repeated. */
  private Tensor gradient(Call call, int side, Tensor a, Tensor b, Tensor y, Tensor dy) {
    return switch (function) {
      case ADD -> dy;
      case SUB -> side == 0 ? dy : negative(call, dy);
      case MUL -> product(call, dy, side == 0 ? b : a);
      case DIV -> {
        var quotient = Broadcast.apply(Binary.DIV, dy, b, call);
        yield side == 0 ? quotient : negative(call, product(call, quotient, y));
      }
      case MAX, MIN -> selected(call, side, a, b, y, dy);
    };
  }

  private static Tensor product(Call call, Tensor x, Tensor factor) {
    return Broadcast.apply(Binary.MUL, x, factor, call);
  }

  private static Tensor negative(Call call, Tensor x) {
    var y = call.allocate(x.shape());
    Kernels.elementwise().unary(Unary.NEG, 0, x.size(), x.floats(), y.floats(), call.workspace());
    return y;
  }

  /** The winner takes the gradient; equals share it, as in PyTorch. */
  private static Tensor selected(Call call, int side, Tensor a, Tensor b, Tensor y, Tensor dy) {
    var wins = equal(call, side == 0 ? a : b, y);
    var ties = Broadcast.apply(Binary.ADD, wins, equal(call, side == 0 ? b : a, y), call);
    return product(call, dy, Broadcast.apply(Binary.DIV, wins, ties, call));
  }

  private static Tensor equal(Call call, Tensor x, Tensor y) {
    var expanded = Broadcast.expand(x, y.shape(), call);
    var same = call.allocate(y.shape());
    Kernels.elementwise()
        .equal(y.size(), expanded.floats(), y.floats(), same.floats(), call.workspace());
    return same;
  }
}
