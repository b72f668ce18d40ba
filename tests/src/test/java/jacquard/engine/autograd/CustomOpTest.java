package jacquard.engine.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.nn.Functional;
import jacquard.engine.op.Call;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Gaussian;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import jacquard.kernels.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ops that users write, well and badly. */
class CustomOpTest {
  private final Tensor x = Tensor.of(new float[] {-1, 0.5f, 2}, 3).requiresGrad(true);
  private final Context context = Context.of(Parallel.inline());

  @Test
  void aUsersOpIsRecordedAndDifferentiatedLikeAnyOther() {
    Autograd.backward(Functional.sum(Functional.scale(Autograd.apply(new Gaussian(2), x), 3), 0));
    for (int i = 0; i < 3; i++) {
      double v = x.floats()[i];
      assertThat(x.grad().floats()[i])
          .isCloseTo((float) (-1.5 * v * Math.exp(-v * v / 4)), within(1e-6f));
    }
  }

  /** {@code x^2 / 2}, for a gradient of ones: what was saved is the gradient. */
  private record HalfSquare(boolean savesInput) implements CustomOp {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call, List<Tensor> inputs, Tensor output) {
      var x = inputs.getFirst();
      for (int i = 0; i < x.size(); i++) output.floats()[i] = x.floats()[i] * x.floats()[i] / 2;
      var copy = call.allocate(x.shape());
      copy.copyFrom(x);
      call.save(savesInput ? x : copy, output);
    }

    @Override
    public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
      for (float g : gradOutput.floats()) assertThat(g).isEqualTo(1);
      return new Tensor[] {call.saved(0)};
    }
  }

  @Test
  void whatAnOpSavesAndPassesOnIsNotRecycledUnderItsReaders() {
    for (boolean savesInput : new boolean[] {true, false}) {
      x.zeroGrad();
      context.step(
          0,
          () -> {
            var y = Functional.pointwise(Unary.SIGMOID, x); // its backward reads its output
            var z = Autograd.apply(new HalfSquare(savesInput), y);
            Autograd.backward(Functional.sum(z, 0));
            assertThat(z.floats()[0]).isPositive();
            assertThat(y.floats()[0]).isPositive();
            return null;
          });
      double s = 1 / (1 + Math.exp(-2));
      assertThat(x.grad().floats()[2]).isCloseTo((float) (s * s * (1 - s)), within(1e-6f));
    }
  }

  /** Gives back whatever it is told to. */
  private record Careless(int kind) implements CustomOp {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call, List<Tensor> inputs, Tensor output) {
      output.copyFrom(inputs.getFirst());
    }

    @Override
    public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
      return switch (kind) {
        case 0 -> new Tensor[] {};
        case 1 -> new Tensor[] {null};
        default -> new Tensor[] {call.allocate(Shape.of(2))};
      };
    }
  }

  @Test
  void aGradientThatIsMissingOrMisshapenIsRefused() {
    for (int kind = 0; kind < 3; kind++) {
      var y = Autograd.apply(new Careless(kind), x);
      assertThatThrownBy(() -> Autograd.backward(y, Tensor.zeros(y.shape())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("Careless", kind < 2 ? "null" : "[2]", "input 0", "[3]");
    }
  }
}
