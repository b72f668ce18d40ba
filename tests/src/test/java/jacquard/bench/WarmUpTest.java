package jacquard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  /** When steps of these lengths end. */
  private static double[] ends(double... steps) {
    var ends = new double[steps.length];
    double time = 0;
    for (int i = 0; i < steps.length; i++) ends[i] = time += steps[i];
    return ends;
  }

  @Test
  void aWindowOfFastStepsEndsTheWarmUp() {
    var ends = ends(9, 5, 3, 1, 2, 1.05, 1.05, 1, 1.5, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(WarmUp.secondsUntilFast(ends)).isCloseTo(ends[7 - 1], within(1e-9));
  }

  @Test
  void whatWasFastAtOnceNeedsOneWindow() {
    var ends = ends(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(WarmUp.secondsUntilFast(ends)).isEqualTo(5);
  }
}
