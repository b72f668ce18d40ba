package jacquard.optimize.tune.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values are those of mpmath 1.3 with 40 digits. */
class NormalTest {
  @ParameterizedTest
  @CsvSource({
    "-37, 5.7255712225245768e-300",
    "-8, 6.2209605742717841e-16",
    "-2.5, 0.0062096653257761352",
    "-0.3, 0.38208857781104737",
    "0.7, 0.75803634777692697",
    "1.9, 0.97128344018399819",
    "5, 0.99999971334842812"
  })
  void probabilitiesAreExactToTwelveDigits(double z, double below) {
    assertThat(Normal.below(z)).isCloseTo(below, within(below * 1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, 0.80901951990158073",
    "1, 0.427583576155807",
    "3, 0.17900115118138995",
    "5, 0.11070463773306863",
    "50, 0.011281536265323773"
  })
  void theScaledComplementIsExactToFourteenDigits(double x, double scaled) {
    assertThat(Normal.scaledErfc(x)).isCloseTo(scaled, within(scaled * 1e-14));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-6, -1, 0, 0.4, 2, 7})
  void theDensityIsTheSlopeOfTheProbability(double z) {
    double h = 1e-4;
    double slope = (Normal.below(z + h) - Normal.below(z - h)) / (2 * h);
    assertThat(Normal.density(z)).isCloseTo(slope, within(1e-7 * slope + 1e-12));
  }
}
