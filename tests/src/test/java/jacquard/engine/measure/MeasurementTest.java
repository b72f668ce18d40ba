package jacquard.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.kernels.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void medianIsTheMiddle() {
    assertThat(new Measurement(new double[] {3, 1, 2}).median()).isEqualTo(2);
    assertThat(new Measurement(new double[] {4, 1, 2, 3}).median()).isEqualTo(2.5);
    assertThat(new Measurement(new double[] {7}).median()).isEqualTo(7);
  }

  /** Ranks from tables of the sign test (level 5 %, two-sided). */
  @Test
  void intervalHasTheRanksOfTheSignTest() {
    assertInterval(5, 1, 5);
    assertInterval(6, 1, 6);
    assertInterval(9, 2, 8);
    assertInterval(12, 3, 10);
    assertInterval(20, 6, 15);
    assertInterval(25, 8, 18);
  }

  private static void assertInterval(int n, int low, int high) {
    var samples = IntStream.rangeClosed(1, n).mapToDouble(i -> n + 1 - i).toArray();
    assertThat(new Measurement(samples).interval())
        .as("n = %d", n)
        .isEqualTo(new Measurement.Interval(low, high));
  }

  @Test
  void intervalHoldsTheTrueMedianAsOftenAsItSays() {
    var random = new Philox(1, 1);
    int held = 0;
    for (int i = 0; i < 2_000; i++) {
      var samples = new double[15];
      Arrays.setAll(samples, _ -> Math.exp(random.nextGaussian()));
      var interval = new Measurement(samples).interval();
      if (interval.low() <= 1 && 1 <= interval.high()) held++;
    }
    assertThat(held / 2_000.0).isBetween(0.95, 0.985);
  }

  @Test
  void quotientsPairSamplesOfTheSameRound() {
    var slow = new Measurement(new double[] {2, 20, 6});
    var fast = new Measurement(new double[] {1, 10, 2});
    assertThat(slow.over(fast).samples()).containsExactly(2, 2, 3);
    assertThatThrownBy(() -> slow.over(new Measurement(new double[] {1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 samples do not pair with 1");
  }

  @Test
  void nothingMeasuredIsRefused() {
    assertThatThrownBy(() -> new Measurement(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
