package jacquard.optimize.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  /** Normal values, and one far out. */
  private static Histogram histogram(float[] values) {
    var histogram = new Histogram();
    histogram.widen(values, values.length);
    histogram.count(values, values.length);
    return histogram;
  }

  private static float[] values(float outlier) {
    var random = new Random(1);
    var values = new float[100_000];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    values[7] = outlier;
    return values;
  }

  private static double error(Grid grid, float[] values) {
    double sum = 0;
    for (float v : values) sum += Math.pow(v - grid.round(v), 2);
    return sum / values.length;
  }

  @Test
  void minMaxHoldsEveryValue() {
    var grid = new Calibration.MinMax().grid(histogram(values(40)), true);
    assertThat(grid.scale() * 127).isEqualTo(40, within(1e-4f));
    assertThat(grid.zeroPoint()).isZero();
  }

  @Test
  void zeroIsAlwaysACodeAndAffineGridsUseAllOfThem() {
    var positive = new Calibration.MinMax().grid(histogram(new float[] {1, 3, 2}), false);
    assertThat(positive.zeroPoint()).isEqualTo(-128);
    assertThat(positive.round(0)).isZero();
    assertThat(positive.round(3)).isEqualTo(3, within(1e-5f));
    var mixed = Grid.affine(-1, 2);
    assertThat(mixed.zeroPoint()).isEqualTo(-43); // a third of the way
    assertThat(mixed.round(-1)).isEqualTo(-1, within(mixed.scale() / 2));
    assertThat(Grid.affine(0, 0).round(0)).isZero();
  }

  @Test
  void percentilesLeaveOutliersOut() {
    var grid = new Calibration.Percentile(0.999).grid(histogram(values(40)), true);
    assertThat(grid.scale() * 127).isBetween(2.5f, 4f); // 3.1 deviations
  }

  @Test
  void leastErrorIsSmallerThanWithEveryValueOrNone() {
    var values = values(25);
    var histogram = histogram(values);
    var best = new Calibration.MeanSquaredError().grid(histogram, true);
    assertThat(error(best, values))
        .isLessThan(0.9 * error(new Calibration.MinMax().grid(histogram, true), values));
    assertThat(error(best, values)).isLessThan(error(Grid.symmetric(2, 8), values));
  }
}
