package jacquard.engine.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.nn.Functional;
import jacquard.engine.op.Dropout;
import jacquard.engine.op.Pointwise;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import jacquard.kernels.Unary;
import org.junit.jupiter.api.Test;

class ContextTest {
  private static final Tensor ONES = Tensor.full(Shape.of(1000), 1);

  private final Context context = Context.of(Parallel.inline());

  @Test
  void aContextIsBoundForTheTimeOfACall() {
    var plain = Context.current();
    assertThat(plain.isTraining()).isFalse();
    var training = context.training(1);
    assertThat(training.call(Context::current)).isSameAs(training);
    assertThat(training.<Boolean>call(() -> Context.current().isTraining())).isTrue();
    assertThat(training.evaluation().isTraining()).isFalse();
    assertThat(Context.current()).isSameAs(plain);
  }

  @Test
  void aStepInsideAStepIsRefusedAndTheOuterGoesOn() {
    float sum =
        context.step(
            0,
            () -> {
              var before = Functional.scale(ONES, 2);
              assertThatThrownBy(() -> context.training(1).step(1, () -> null))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("steps do not nest");
              return Functional.sum(before, 0).item();
            });
    assertThat(sum).isEqualTo(2000);
    assertThat(context.<Integer>step(1, () -> 5)).isEqualTo(5);
  }

  @Test
  void aStepThatFailsEndsToo() {
    assertThatThrownBy(() ->
            context.step(
                0,
                () -> {
                  throw new IllegalArgumentException("broken");
                }))
        .hasMessage("broken");
    assertThat(context.arena().isOpen()).isFalse();
  }

  @Test
  void whatLeavesAStepMustBeDetached() {
    var lost = context.step(0, () -> Functional.scale(ONES, 2));
    var kept = context.step(1, () -> Functional.scale(ONES, 3).detach());
    assertThatThrownBy(lost::floats)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("detach()");
    context.step(2, () -> Functional.scale(ONES, 4));
    assertThat(kept.floats()).containsOnly(3);
  }

  @Test
  void drawsDependOnSeedStepAndOrderAlone() {
    var first = drops(context, 1, 5);
    assertThat(drops(Context.of(Parallel.inline()), 1, 5)).isDeepEqualTo(first);
    assertThat(drops(context, 1, 5)).isDeepEqualTo(first);
    assertThat(first[0]).isNotEqualTo(first[1]);
    assertThat(drops(context, 2, 5)[0]).isNotEqualTo(first[0]);
    assertThat(drops(context, 1, 6)[0]).isNotEqualTo(first[0]);
  }

  /** Two draws of one step. */
  private static float[][] drops(Context context, long seed, long step) {
    return context
        .training(seed)
        .step(
            step,
            () -> {
              var a = Autograd.apply(new Dropout(0.5f), ONES).floats().clone();
              var b = Autograd.apply(new Dropout(0.5f), ONES).floats().clone();
              return new float[][] {a, b};
            });
  }

  @Test
  void layersNameTheNodesTheyRecord() {
    var x = Tensor.full(Shape.of(2), 1).requiresGrad(true);
    var y =
        context.call(() ->
            context.inLayer(
                "features",
                () -> context.inLayer("0", () -> Autograd.apply(new Pointwise(Unary.EXP), x))));
    assertThat(((Node) y.origin()).layer()).isEqualTo("features.0");
    assertThat(context.layer()).isEmpty();
  }

  @Test
  void tracingRecordsWhatNeedsNoGradient() {
    var y = context.tracing().call(() -> Functional.scale(ONES, 2));
    assertThat(Tape.of(y)).hasSize(1);
    assertThat(Tape.of(y).getFirst().op()).isEqualTo(new Pointwise(Unary.SCALE, 2));
    assertThat(context.call(() -> Functional.scale(ONES, 2)).origin()).isNull();
  }
}
