package jacquard.optimize.tune.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogExpectedImprovementTest {
  private final LogExpectedImprovement improvement = new LogExpectedImprovement();

  private double at(double mean, double variance) {
    improvement.set(mean, variance, 0);
    return improvement.value;
  }

  /** Expected values are those of mpmath 1.3 with 40 digits, of a standard normal variable. */
  @ParameterizedTest
  @CsvSource({
    "3, 1.0987396653277078",
    "0, -0.91893853320467274",
    "-0.5, -1.6205162643873199",
    "-1, -2.4851210257126413",
    "-1.5, -3.5299359208057099",
    "-5, -16.74430116266099",
    "-20, -206.9178385094251",
    "-1000, -500014.73445209116",
    "-1000000, -500000000028.54996"
  })
  void itStaysExactFarFromAnyImprovement(double z, double expected) {
    assertThat(at(-z, 1)).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    double scaled = at(-2 * z, 4);
    assertThat(scaled).isCloseTo(expected + Math.log(2), within(1e-9 * Math.abs(expected)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, -0.2, 0.9, 1.1, 4, 30, 2e5})
  void derivativesAreThoseOfFiniteDifferences(double mean) {
    double variance = 0.7;
    double h = 1e-5 * (1 + Math.abs(mean));
    double byMean = (at(mean + h, variance) - at(mean - h, variance)) / (2 * h);
    double byVariance = (at(mean, variance + 1e-5) - at(mean, variance - 1e-5)) / 2e-5;
    at(mean, variance);
    assertThat(improvement.byMean).isCloseTo(byMean, within(1e-4 * (1e-2 + Math.abs(byMean))));
    assertThat(improvement.byVariance)
        .isCloseTo(byVariance, within(1e-4 * (1e-2 + Math.abs(byVariance))));
  }
}
