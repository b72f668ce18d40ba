package jacquard.optimize.tune.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacquard.optimize.tune.CategoricalDistribution;
import jacquard.optimize.tune.FloatDistribution;
import jacquard.optimize.tune.FrozenTrial.Parameter;
import jacquard.optimize.tune.Scale;
import jacquard.optimize.tune.Studies;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParzenEstimatorTest {
  private static final boolean[] ALL = {true, true};
  private static final int CELLS = 2000;

  private final ParzenEstimator estimator;

  ParzenEstimatorTest() {
    var parameters = new LinkedHashMap<String, Parameter>();
    parameters.put("x", new Parameter(new FloatDistribution(0, 1, Scale.LINEAR, 0), 0.5));
    parameters.put("c", new Parameter(new CategoricalDistribution(List.of("a", "b", "c")), 0));
    var encoding = Encoding.of(Studies.history(Studies.complete(0, parameters, 1)));
    estimator =
        new ParzenEstimator(encoding, List.of(point(0.2, 0), point(0.9, 2), point(0.25, 0)));
  }

  private static double[] point(double x, int choice) {
    return new double[] {x, (choice + 0.5) / 3};
  }

  private double density(double x, int choice) {
    return Math.exp(estimator.logDensity(point(x, choice), ALL));
  }

  @Test
  void theDensityHasTheMassOfOne() {
    double mass = 0;
    for (int choice = 0; choice < 3; choice++) {
      for (int i = 0; i < CELLS; i++) mass += density((i + 0.5) / CELLS, choice) / CELLS;
    }
    assertThat(mass).isCloseTo(1, within(1e-6));
  }

  @Test
  void kernelsKnowWhichValuesGoTogether() {
    assertThat(density(0.2, 0)).isGreaterThan(2 * density(0.2, 2));
    assertThat(density(0.9, 2)).isGreaterThan(2 * density(0.9, 0));
  }

  /** The shares of 20,000 draws in a tenth of the range, within five standard deviations. */
  @Test
  void drawsFollowTheDensity() {
    var draws = new Draws(3, 0, "test");
    int n = 20_000;
    var counts = new int[3][10];
    for (int i = 0; i < n; i++) {
      var units = estimator.draw(draws);
      counts[(int) (3 * units[1])][Math.min(9, (int) (10 * units[0]))]++;
    }
    for (int choice = 0; choice < 3; choice++) {
      for (int tenth = 0; tenth < 10; tenth++) {
        double mass = 0;
        for (int i = 0; i < 200; i++)
          mass += density((tenth + (i + 0.5) / 200) / 10, choice) / 2000;
        double deviation = Math.sqrt(n * mass * (1 - mass));
        assertThat((double) counts[choice][tenth]).isCloseTo(n * mass, within(5 * deviation));
      }
    }
  }

  @Test
  void aParameterThatIsNotAskedForDoesNotCount() {
    boolean[] active = {false, true};
    assertThat(estimator.logDensity(point(0.1, 0), active))
        .isEqualTo(estimator.logDensity(point(0.6, 0), active));
  }
}
