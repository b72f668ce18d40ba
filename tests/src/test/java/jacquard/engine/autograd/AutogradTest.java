package jacquard.engine.autograd;

import static jacquard.engine.nn.Functional.add;
import static jacquard.engine.nn.Functional.mul;
import static jacquard.engine.nn.Functional.scale;
import static jacquard.engine.nn.Functional.sub;
import static jacquard.engine.nn.Functional.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.nn.Functional;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import jacquard.kernels.Unary;
import org.junit.jupiter.api.Test;

/** What is recorded and how gradients add up, on expressions that one can differentiate by hand. */
class AutogradTest {
  private final Tensor x = leaf(1, 2, 3);
  private final Tensor w = leaf(4, 5, 6);
  private final Context context = Context.of(Parallel.inline());

  private static Tensor leaf(float... values) {
    return Tensor.of(values, values.length).requiresGrad(true);
  }

  @Test
  void aTensorUsedTwiceGetsBothGradients() {
    Autograd.backward(sum(mul(x, x), 0));
    assertThat(x.grad().floats()).containsExactly(2, 4, 6);
  }

  @Test
  void pathsThatPartAndMeetAddUp() {
    var a = scale(x, 2);
    var b = mul(a, w);
    var c = sub(a, b); // 2x - 2xw
    Autograd.backward(sum(add(c, a), 0)); // 4x - 2xw
    assertThat(x.grad().floats()).containsExactly(4 - 8, 4 - 10, 4 - 12);
    assertThat(w.grad().floats()).containsExactly(-2, -4, -6);
  }

  @Test
  void gradientsAccumulateUntilTheyAreForgotten() {
    for (int step = 0; step < 3; step++) {
      context.step(step, () -> backward(sum(mul(x, w), 0)));
    }
    assertThat(x.grad().floats()).containsExactly(12, 15, 18);
    x.zeroGrad();
    assertThat(x.grad()).isNull();
    context.step(3, () -> backward(sum(mul(x, w), 0)));
    assertThat(x.grad().floats()).containsExactly(4, 5, 6);
    assertThat(w.grad().floats()).containsExactly(4, 8, 12);
  }

  private static Void backward(Tensor loss) {
    Autograd.backward(loss);
    return null;
  }

  @Test
  void severalOutputsSendTheirGradientsOneAfterTheOther() {
    var y = mul(x, w);
    Autograd.backward(sum(scale(y, 2), 0));
    Autograd.backward(scale(x, 3), Tensor.of(new float[] {1, 0, 1}, 3));
    assertThat(x.grad().floats()).containsExactly(8 + 3, 10, 12 + 3);
  }

  @Test
  void onlyLeavesThatAskGetAGradient() {
    x.requiresGrad(false);
    Autograd.backward(sum(mul(x, w), 0));
    assertThat(x.grad()).isNull();
    assertThat(w.grad().floats()).containsExactly(1, 2, 3);
  }

  @Test
  void nothingIsRecordedWithoutNeed() {
    assertThat(mul(x, w).origin()).isInstanceOf(Node.class);
    assertThat(mul(x.detach(), w.detach()).origin()).isNull();
    assertThat(NoGrad.call(() -> mul(x, w)).origin()).isNull();
    NoGrad.run(() -> assertThat(mul(x, w).requiresGrad()).isFalse());
    assertThat(NoGrad.call(() -> mul(x, w)).floats()).containsExactly(4, 10, 18);
  }

  @Test
  void aDetachedTensorStopsTheGradient() {
    var constant = mul(x, x).detach();
    Autograd.backward(sum(mul(constant, x), 0));
    assertThat(x.grad().floats()).containsExactly(1, 4, 9);
  }

  @Test
  void depthIsNoLimit() {
    var y = x;
    for (int i = 0; i < 10_000; i++) y = scale(add(y, x), 0.5f);
    Autograd.backward(sum(y, 0));
    assertThat(Tape.of(y)).hasSize(20_000);
    assertThat(x.grad().floats()).containsOnly(1);
  }

  @Test
  void aWideGraphKeepsTheOrderOfRecording() {
    var total = x;
    for (int i = 0; i < 1_000; i++) total = add(total, mul(x, w));
    Autograd.backward(sum(total, 0));
    assertThat(x.grad().floats()).containsExactly(4_001, 5_001, 6_001);
    assertThat(Tape.of(total))
        .isSortedAccordingTo((a, b) -> Long.compare(a.ordinal(), b.ordinal()));
  }

  @Test
  void manyConsumersAddUpInMemoryOfOneStep() {
    for (int step = 0; step < 3; step++) {
      x.zeroGrad();
      context.step(
          step,
          () -> {
            var y = mul(x, w);
            var total = add(y, y); // sends the same memory twice
            for (int i = 0; i < 10; i++) total = add(mul(y, y), total);
            return backward(sum(total, 0)); // 2y + 10y^2
          });
      assertThat(x.grad().floats()).containsExactly(4 * 82, 5 * 202, 6 * 362);
    }
  }

  @Test
  void aGraphMaySpanContexts() {
    for (int i = 0; i < 10; i++) scale(x, 2); // the plain context is ahead
    var y = mul(x, w);
    var other = Context.of(Parallel.inline());
    var loss = other.call(() -> sum(add(scale(y, 2), mul(y, y)), 0)); // 2xw + (xw)^2
    Autograd.backward(loss);
    assertThat(x.grad().floats()).containsExactly(8 + 32, 10 + 100, 12 + 216);
  }

  @Test
  void backwardNeedsAScalarOrAGradientThatFits() {
    var y = mul(x, w);
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[3]");
    assertThatThrownBy(() -> Autograd.backward(y, Tensor.zeros(Shape.of(1, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("[1, 3]", "[3]");
  }

  @Test
  void backwardNeedsARecordedPast() {
    var loss = NoGrad.call(() -> sum(mul(x, w), 0));
    assertThatThrownBy(() -> Autograd.backward(loss))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing was recorded");
  }

  @Test
  void aSecondReplayOfWhatWasSavedIsRefused() {
    var loss = Functional.crossEntropy(x.view(Shape.of(1, 3)), Tensor.of(new int[] {1}, 1), 0);
    assertThat(loss.origin()).isNull(); // a view without a past
    var logits = Functional.reshape(x, 1, 3);
    var recorded = Functional.crossEntropy(logits, Tensor.of(new int[] {1}, 1), 0);
    Autograd.backward(recorded);
    assertThatThrownBy(() -> Autograd.backward(recorded))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("CrossEntropy", "apply the model again");
  }

  @Test
  void labelsFromArgMaxStopTheGradient() {
    var logits = Functional.reshape(x, 1, 3);
    var loss = Functional.crossEntropy(logits, Functional.argmax(logits, 1), 0);
    Autograd.backward(loss);
    assertThat(x.grad().floats()[2]).isNegative();
  }

  @Test
  void activationsStayReadableAfterBackwardUntilTheStepEnds() {
    float[] values =
        context.step(
            0,
            () -> {
              var y = Functional.pointwise(Unary.SIGMOID, mul(x, w));
              var loss = sum(y, 0);
              Autograd.backward(loss);
              return new float[] {loss.item(), y.floats()[0]};
            });
    assertThat(values[1]).isBetween(0.98f, 0.983f);
    assertThat(values[0]).isBetween(2.98f, 2.983f);
  }
}
