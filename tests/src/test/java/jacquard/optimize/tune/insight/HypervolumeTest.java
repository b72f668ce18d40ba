package jacquard.optimize.tune.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypervolumeTest {
  private static final int SIDE = 6;

  /** On whole numbers the volume is a count of unit cubes. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void theVolumeIsTheNumberOfDominatedCubes(int objectives) {
    var random = new Random(objectives);
    var reference = new double[objectives];
    java.util.Arrays.fill(reference, SIDE);
    for (int n = 0; n <= 12; n++) {
      var losses =
          IntStream.range(0, n)
              .mapToObj(_ -> random.ints(objectives, 0, SIDE + 2).asDoubleStream().toArray())
              .toArray(double[][]::new);
      assertThat(Hypervolume.of(losses, reference))
          .isCloseTo(cubes(losses, objectives), within(1e-9));
    }
  }

  private static double cubes(double[][] losses, int objectives) {
    int count = 0;
    for (int cube = 0; cube < Math.pow(SIDE, objectives); cube++) {
      int corner = cube;
      if (java.util.Arrays.stream(losses).anyMatch(loss -> covers(loss, corner))) count++;
    }
    return count;
  }

  private static boolean covers(double[] loss, int cube) {
    int rest = cube;
    for (double component : loss) {
      if (component > rest % SIDE) return false;
      rest /= SIDE;
    }
    return true;
  }
}
