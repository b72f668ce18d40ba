package jacquard.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.nn.Initializer;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.Golden;
import jacquard.engine.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class GradientsTest {
  static Stream<JsonNode> cases() {
    return Golden.read("golden-ops.json").get("clip_grad_norm").get("cases").valueStream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void clipsAsPyTorchDoes(JsonNode golden) {
    var parameters = new LinkedHashMap<String, Parameter>();
    golden
        .get("inputs")
        .properties()
        .forEach(made -> parameters.put(made.getKey(), withGradient(made.getValue())));
    double norm = Gradients.clipNorm(parameters.values(), golden.get("max_norm").doubleValue());
    double tolerance = 4 * golden.get("float64_difference").doubleValue() + 1e-7;
    assertThat(norm).isCloseTo(golden.get("total_norm").get(0).doubleValue(), within(tolerance));
    parameters.forEach((name, parameter) ->
        assertThat(parameter.grad().floats())
            .containsExactly(Golden.floats(golden.get(name)), within((float) tolerance)));
  }

  private static Parameter withGradient(JsonNode made) {
    var parameter = new Parameter(Shape.of(Golden.ints(made.get("shape"))), Initializer.ZEROS);
    var values =
        Golden.values(
            made.get("seed").intValue(),
            parameter.size(),
            made.get("bound").floatValue(),
            made.get("offset").floatValue());
    System.arraycopy(values, 0, parameter.gradForAccumulation().floats(), 0, values.length);
    return parameter;
  }

  @Test
  void parametersWithoutGradientAreLeftOut() {
    var parameter = new Parameter(Shape.of(3), Initializer.ZEROS);
    assertThat(Gradients.clipNorm(List.of(parameter), 1)).isZero();
    assertThat(parameter.grad()).isNull();
  }

  @Test
  void impossibleNormIsRefused() {
    assertThatThrownBy(() -> Gradients.clipNorm(List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("largest gradient norm");
  }
}
