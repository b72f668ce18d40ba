package jacquard.optimize.tune.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelFitTest {
  private final Random random = new Random(6);

  private double[][] places(int n, int features) {
    var places = new double[n][];
    for (int i = 0; i < n; i++) places[i] = random.doubles(features).toArray();
    return places;
  }

  private static double[] standardized(double[] values) {
    return Warp.standardized(values);
  }

  @Test
  void parametersThatDoNotMatterGetLongLengths() {
    var places = places(40, 3);
    var values = new double[40];
    for (int i = 0; i < 40; i++) values[i] = Math.sin(9 * places[i][1]);
    var kernel = KernelFit.fit(places, new int[] {0, 1, 2}, standardized(values));
    assertThat(kernel.lengths()[1]).isLessThan(0.5);
    assertThat(kernel.lengths()[0]).isGreaterThan(2 * kernel.lengths()[1]);
    assertThat(kernel.lengths()[2]).isGreaterThan(2 * kernel.lengths()[1]);
    assertThat(kernel.noise()).isLessThan(1e-3);
  }

  @Test
  void whatCannotBeRepeatedIsTakenForNoise() {
    var places = places(80, 1);
    var values = new double[80];
    for (int i = 0; i < 80; i++) values[i] = places[i][0] + 0.3 * random.nextGaussian();
    var kernel = KernelFit.fit(places, new int[] {0}, standardized(values));
    assertThat(kernel.noise()).as("100 times the prior's").isGreaterThan(0.01);
  }

  @Test
  void featuresOfAGroupShareALength() {
    var places = places(30, 3);
    var values = new double[30];
    for (int i = 0; i < 30; i++) values[i] = places[i][0] - places[i][2];
    var kernel = KernelFit.fit(places, new int[] {0, 1, 1}, standardized(values));
    assertThat(kernel.lengths()[1]).isEqualTo(kernel.lengths()[2]);
    assertThat(kernel.lengths()[0]).isNotEqualTo(kernel.lengths()[1]);
  }
}
