package jacquard.optimize.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionTest {
  static Stream<Distribution> continuous() {
    return Stream.of(
        new FloatDistribution(-5, 10, Scale.LINEAR, 0),
        new FloatDistribution(1e-5, 1, Scale.LOG, 0));
  }

  static Stream<Distribution> discrete() {
    return Stream.of(
        new FloatDistribution(0, 0.5, Scale.LINEAR, 0.05),
        new FloatDistribution(3, 3, Scale.LINEAR, 0),
        new IntDistribution(-2, 8, Scale.LINEAR, 1),
        new IntDistribution(16, 99, Scale.LINEAR, 16),
        new IntDistribution(1, 40, Scale.LOG, 1),
        new CategoricalDistribution(List.of("relu", "gelu", "tanh")));
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void aContinuousRangeCoversTheUnitInterval(Distribution range) {
    assertThat(range.size()).isZero();
    for (double unit = 0; unit <= 1; unit += 1.0 / 64) {
      double value = range.fromUnit(unit);
      assertThat(range.contains(value)).isTrue();
      assertThat(range.toUnit(value)).isCloseTo(unit, within(1e-12));
      assertThat(range.parse(range.label(value))).isEqualTo(value);
    }
    assertThat(range.fromUnit(-1)).isEqualTo(range.fromUnit(0));
    assertThat(range.fromUnit(2)).isEqualTo(range.fromUnit(1));
  }

  @ParameterizedTest
  @MethodSource("discrete")
  void theCellsOfADiscreteRangeFillTheUnitInterval(Distribution range) {
    double end = 0;
    for (int i = 0; i < range.size(); i++) {
      double value = range.valueAt(i);
      assertThat(range.contains(value)).isTrue();
      assertThat(range.cellStart(value)).isCloseTo(end, within(1e-12));
      end = range.cellEnd(value);
      assertThat(range.toUnit(value)).isBetween(range.cellStart(value), end);
      assertThat(range.fromUnit(range.toUnit(value))).isEqualTo(value);
      assertThat(range.fromUnit(end - 1e-9)).isEqualTo(value);
      assertThat(range.parse(range.label(value))).isEqualTo(value);
    }
    assertThat(end).isCloseTo(1, within(1e-12));
  }

  @Test
  void logarithmicRangesSpreadEvenlyByTheLogarithm() {
    var rate = new FloatDistribution(1e-4, 1, Scale.LOG, 0);
    assertThat(rate.fromUnit(0.5)).isCloseTo(1e-2, within(1e-12));
    assertThat(rate.fromUnit(0.75)).isCloseTo(1e-1, within(1e-12));
    var width = new IntDistribution(1, 1000, Scale.LOG, 1);
    assertThat(width.cellEnd(1))
        .as("1 is as likely as 5 to 14 together, nearly")
        .isBetween(0.1, 0.2);
  }

  @Test
  void aStepLowersTheUpperBoundToTheLastValue() {
    assertThat(new IntDistribution(16, 99, Scale.LINEAR, 16).high()).isEqualTo(96);
    var dropout = new FloatDistribution(0, 0.52, Scale.LINEAR, 0.05);
    assertThat(dropout.size()).isEqualTo(11);
    assertThat(dropout.high()).isCloseTo(0.5, within(1e-12));
    assertThat(dropout.contains(0.3)).as("0.3 = 6 x 0.05 but for rounding").isTrue();
    assertThat(dropout.contains(0.32)).isFalse();
  }

  @Test
  void valuesOutsideAreNotContainedAndTextsOfThemAreRefused() {
    var range = new IntDistribution(2, 8, Scale.LINEAR, 2);
    assertThat(IntStream.range(0, 10).filter(range::contains)).containsExactly(2, 4, 6, 8);
    assertThatThrownBy(() -> range.parse("3"))
        .hasMessage("3 does not lie in the range 2 to 8 in steps of 2.0");
    assertThatThrownBy(() -> range.parse("many")).hasMessage("\"many\" is not a number");
    var choice = new CategoricalDistribution(List.of("adam", "sgd"));
    assertThatThrownBy(() -> choice.parse("lion")).hasMessage("\"lion\" is none of [adam, sgd]");
    assertThat(choice.contains(Double.NaN)).isFalse();
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        refused(() -> new FloatDistribution(2, 1, Scale.LINEAR, 0), "low 2.0 is above high 1.0"),
        refused(() -> new FloatDistribution(0, 1, Scale.LOG, 0), "starts above 0, not at 0.0"),
        refused(() -> new FloatDistribution(0, Double.NaN, Scale.LINEAR, 0), "finite bounds"),
        refused(
            () -> new FloatDistribution(Double.NEGATIVE_INFINITY, 0, Scale.LINEAR, 0),
            "finite bounds"),
        refused(() -> new FloatDistribution(0, 1, Scale.LINEAR, -0.1), "positive number, not -0.1"),
        refused(() -> new FloatDistribution(1, 2, Scale.LOG, 0.1), "has no step: leave out 0.1"),
        refused(() -> new FloatDistribution(0, 1, Scale.LINEAR, 1e-300), "too small"),
        refused(() -> new IntDistribution(5, 4, Scale.LINEAR, 1), "low 5 is above high 4"),
        refused(() -> new IntDistribution(0, 4, Scale.LOG, 1), "starts above 0, not at 0"),
        refused(() -> new IntDistribution(0, 4, Scale.LINEAR, 0), "positive number, not 0"),
        refused(() -> new IntDistribution(1, 4, Scale.LOG, 2), "has no step: leave out 2"),
        refused(
            () -> new IntDistribution(Integer.MIN_VALUE, Integer.MAX_VALUE, Scale.LINEAR, 1),
            "fewer than 2^31"),
        refused(() -> new CategoricalDistribution(List.of()), "at least one choice"),
        refused(() -> new CategoricalDistribution(List.of("a", "a")), "choices must differ"));
  }

  private static Arguments refused(Supplier<Distribution> range, String sentence) {
    return Arguments.of(range, sentence);
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void contradictoryRangesAreRefusedInOneSentence(Supplier<Distribution> range, String sentence) {
    assertThatThrownBy(range::get)
        .isInstanceOf(SearchSpaceException.class)
        .hasMessageContaining(sentence)
        .message()
        .doesNotContain("\n");
  }
}
