package jacquard.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.op.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "one_cycle",
        "cosine",
        "cosine_eta_min",
        "step",
        "linear_warm_up",
        "linear_warm_up_then_cosine"
      })
  void ratesAreThoseOfPyTorch(String name) {
    var schedule =
        switch (name) {
          case "one_cycle" -> new OneCycleLR(0.1).over(20);
          case "cosine" -> new CosineAnnealingLR(0.1, 20, 0);
          case "cosine_eta_min" -> new CosineAnnealingLR(0.1, 19, 0.001);
          case "step" -> new StepLR(0.1, 6);
          case "linear_warm_up" -> new WarmUp(5, 0.1, new ConstantLR(0.1));
          case "linear_warm_up_then_cosine" ->
              new WarmUp(5, 0.1, new CosineAnnealingLR(0.1)).over(20);
          default -> throw new AssertionError(name);
        };
    var rates = Golden.read("golden-ops.json").get("schedules").get(name).get("rates");
    for (int step = 0; step < rates.size(); step++) {
      assertThat(schedule.learningRate(step))
          .as("step %d", step)
          .isCloseTo(rates.get(step).doubleValue(), within(1e-15));
    }
  }

  @Test
  void rateStaysWhereTheScheduleEnded() {
    var cosine = new CosineAnnealingLR(0.1, 20, 0.01);
    assertThat(cosine.learningRate(21)).isEqualTo(cosine.learningRate(20)).isEqualTo(0.01);
    var cycle = new OneCycleLR(0.1).over(20);
    assertThat(cycle.learningRate(1_000)).isEqualTo(cycle.learningRate(19));
  }

  @Test
  void onlyOpenLengthsAreClosed() {
    var closed = new CosineAnnealingLR(0.1, 7, 0);
    assertThat(closed.over(100)).isEqualTo(closed);
    assertThat(new CosineAnnealingLR(0.1).over(100)).isEqualTo(new CosineAnnealingLR(0.1, 100, 0));
    assertThat(new WarmUp(10, 0, new OneCycleLR(0.1)).over(100))
        .isEqualTo(new WarmUp(10, 0, new OneCycleLR(0.1).over(90)));
    assertThat(new ConstantLR(0.1).over(100).learningRate(99)).isEqualTo(0.1);
  }

  @Test
  void openLengthHasNoRate() {
    assertThatThrownBy(() -> new OneCycleLR(0.1).learningRate(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("over(steps)");
    assertThatThrownBy(() -> new CosineAnnealingLR(0.1).learningRate(0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shortestTrainingsHaveFiniteRates() {
    for (int steps = 1; steps < 8; steps++) {
      var cycle = new OneCycleLR(0.1).over(steps);
      var warm = new WarmUp(4, 0, new CosineAnnealingLR(0.1)).over(steps);
      for (int step = 0; step < steps; step++) {
        assertThat(cycle.learningRate(step)).isBetween(0.0, 0.1);
        assertThat(warm.learningRate(step)).isBetween(0.0, 0.1);
      }
    }
  }

  @Test
  void impossibleValuesAreRefused() {
    assertThatThrownBy(() -> new ConstantLR(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learning rate must be at least 0, not -1.0");
    assertThatThrownBy(() -> new StepLR(0.1, 0)).hasMessageContaining("step size");
    assertThatThrownBy(() -> new CosineAnnealingLR(0.1, -1, 0)).hasMessageContaining("length");
    assertThatThrownBy(() -> new OneCycleLR(0.1, 10, 1, 25, 1e4)).hasMessageContaining("rising");
    assertThatThrownBy(() -> new WarmUp(0, 0, new ConstantLR(1))).hasMessageContaining("warm-up");
  }
}
