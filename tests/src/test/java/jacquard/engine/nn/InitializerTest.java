package jacquard.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.tensor.Streams;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerTest {
  private static final int N = 100_000;

  /** With the deviation and the bound that the formulas of the papers give; -1 for no bound. */
  static Stream<Arguments> initializers() {
    return Stream.of(
        Arguments.of("uniform", Initializer.uniform(0.3), 0.3 / Math.sqrt(3), 0.3),
        Arguments.of("normal", Initializer.normal(0.7), 0.7, -1),
        Arguments.of(
            "torchDefault", Initializer.torchDefault(48), 1 / Math.sqrt(3 * 48), 0.1443376),
        Arguments.of("kaimingNormal", Initializer.kaimingNormal(50), 0.2, -1),
        Arguments.of("kaimingUniform", Initializer.kaimingUniform(50), 0.2, 0.3464102),
        Arguments.of("xavierUniform", Initializer.xavierUniform(150, 50), 0.1, 0.1732051));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("initializers")
  void meanDeviationAndBoundAreThePapers(
      String name, Initializer initializer, double deviation, double bound) {
    var values = draw(initializer);
    double mean = mean(values);
    double squares = IntStream.range(0, N).mapToDouble(i -> values[i] * values[i]).sum();
    double largest = IntStream.range(0, N).mapToDouble(i -> Math.abs(values[i])).max().orElse(0);
    double error = 5 * deviation / Math.sqrt(N); // five deviations of a mean
    assertThat(mean).isCloseTo(0, within(error));
    assertThat(Math.sqrt(squares / N)).isCloseTo(deviation, within(error));
    if (bound > 0) assertThat(largest).isBetween(0.999 * bound, 1.00001 * bound);
    else assertThat(largest).isBetween(3.5 * deviation, 6.5 * deviation);
  }

  @Test
  void neighboursAreNotCorrelated() {
    var values = draw(Initializer.normal(1));
    double product = IntStream.range(1, N).mapToDouble(i -> values[i] * values[i - 1]).sum();
    assertThat(product / N).isCloseTo(0, within(5 / Math.sqrt(N)));
  }

  @Test
  void constantsAreConstant() {
    assertThat(draw(Initializer.ZEROS)).containsOnly(0);
    assertThat(draw(Initializer.ONES)).containsOnly(1);
  }

  @Test
  void layersStartAsPyTorchsDo() {
    var linear = new Linear(100, 300).initialize(1).namedParameters();
    assertThat(largest(linear.get("weight"))).isBetween(0.0999, 0.1);
    assertThat(largest(linear.get("bias"))).isBetween(0.097, 0.1);
    var conv = new Conv2d(8, 64, 5, 1, 2, 2, true).initialize(1).namedParameters();
    assertThat(largest(conv.get("weight"))).isBetween(0.0995, 0.1); // 5 * 5 * 8 / 2
    assertThat(largest(conv.get("bias"))).isBetween(0.09, 0.1);
    var norm = new BatchNorm2d(4).initialize(1);
    assertThat(norm.namedParameters().get("weight").floats()).containsOnly(1);
    assertThat(norm.namedParameters().get("bias").floats()).containsOnly(0);
    assertThat(norm.namedBuffers().get("running_mean").floats()).containsOnly(0);
    assertThat(norm.namedBuffers().get("running_var").floats()).containsOnly(1);
    var table = new Embedding(100, 100).initialize(1).namedParameters().get("weight").floats();
    assertThat(mean(table)).isCloseTo(0, within(0.05));
  }

  private static float[] draw(Initializer initializer) {
    var values = new float[N];
    initializer.fill(values, Streams.initialization(3, 0));
    return values;
  }

  private static double mean(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
  }

  private static double largest(Parameter parameter) {
    var values = parameter.floats();
    return IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElse(0);
  }
}
