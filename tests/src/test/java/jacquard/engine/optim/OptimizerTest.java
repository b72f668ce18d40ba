package jacquard.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.nn.Initializer;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.Golden;
import jacquard.engine.tensor.NamedTensors;
import jacquard.engine.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class OptimizerTest {
  private static final int N = 12;

  static Stream<JsonNode> cases() {
    return Golden.read("golden-ops.json").get("optimizers").get("cases").valueStream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void movesAsPyTorchDoes(JsonNode golden) {
    var p = parameter(values(golden, "p"));
    var target = values(golden, "target");
    var curvature = values(golden, "curvature");
    var options = golden.get("options");
    var optimizer = new Optimizer(rule(golden.get("name").stringValue(), options), named(p));
    double tolerance = 4 * golden.get("float64_difference").doubleValue() + 1e-7;
    for (int step = 1; step <= 10; step++) {
      optimizer.zeroGrad();
      var g = p.gradForAccumulation().floats();
      for (int i = 0; i < N; i++) g[i] = curvature[i] * (p.floats()[i] - target[i]);
      optimizer.step(options.get("lr").doubleValue());
      var expected = golden.get("p_after_step_" + step);
      if (expected == null) continue;
      for (int i = 0; i < N; i++) {
        assertThat((double) p.floats()[i])
            .as("element %d after step %d", i, step)
            .isCloseTo(expected.get(i).doubleValue(), within(tolerance));
      }
    }
    assertThat(optimizer.steps()).isEqualTo(10);
  }

  private static UpdateRule rule(String name, JsonNode options) {
    var decay = WeightDecay.of(options.path("weight_decay").asDouble(0));
    double momentum = options.path("momentum").asDouble(0);
    double epsilon = options.path("eps").asDouble(0);
    var betas = options.path("betas");
    return switch (name) {
      case "SGD" ->
          new SGD(
              momentum,
              options.path("dampening").asDouble(0),
              decay,
              options.path("nesterov").asBoolean(false));
      case "Adam" ->
          new Adam(betas.get(0).doubleValue(), betas.get(1).doubleValue(), epsilon, decay);
      case "AdamW" ->
          new AdamW(betas.get(0).doubleValue(), betas.get(1).doubleValue(), epsilon, decay);
      case "RMSprop" -> new RMSprop(options.get("alpha").doubleValue(), epsilon, decay, momentum);
      default -> throw new AssertionError(name);
    };
  }

  @Test
  void defaultsArePyTorchs() {
    assertThat(new Adam()).isEqualTo(new Adam(0.9, 0.999, 1e-8, WeightDecay.NONE));
    assertThat(new AdamW()).isEqualTo(new AdamW(0.9, 0.999, 1e-8, WeightDecay.of(0.01)));
    assertThat(new RMSprop()).isEqualTo(new RMSprop(0.99, 1e-8, WeightDecay.NONE, 0));
    assertThat(new SGD()).isEqualTo(new SGD(0, 0, WeightDecay.NONE, false));
  }

  @Test
  void decayOfMatricesSparesVectors() {
    var matrix = new Parameter(Shape.of(3, 4), Initializer.ONES);
    var vector = new Parameter(Shape.of(N), Initializer.ONES);
    for (var p : List.of(matrix, vector)) {
      Initializer.ONES.fill(p.floats(), null);
      p.gradForAccumulation();
    }
    var parameters = new LinkedHashMap<String, Parameter>();
    parameters.put("matrix", matrix);
    parameters.put("vector", vector);
    new Optimizer(new SGD(0, 0, WeightDecay.ofMatrices(0.5), false), parameters).step(0.1);
    assertThat(matrix.floats()).containsOnly(0.95f);
    assertThat(vector.floats()).containsOnly(1f);
  }

  @Test
  void parameterWithoutGradientStays() {
    var p = parameter(Golden.values(1, N, 1, 0));
    var before = p.floats().clone();
    new Optimizer(new AdamW(), named(p)).step(0.1);
    assertThat(p.floats()).containsExactly(before);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void restoredOptimizerMakesTheSameSteps(UpdateRule rule) {
    var one = parameter(Golden.values(1, N, 1, 0));
    var first = new Optimizer(rule, named(one));
    descend(one, first, 3);
    var other = parameter(one.floats().clone());
    var second = new Optimizer(rule, named(other));
    second.restore(NamedTensors.detach(first.state()), first.steps());
    descend(one, first, 4);
    descend(other, second, 4);
    assertThat(other.floats()).containsExactly(one.floats());
    assertThat(second.steps()).isEqualTo(7);
  }

  static Stream<UpdateRule> rules() {
    return Stream.of(
        new SGD(),
        new SGD(0.9, 0, WeightDecay.of(1e-2), true),
        new SGD(0.9, 0.5, WeightDecay.NONE, false),
        new Adam(),
        new AdamW(),
        new RMSprop(),
        new RMSprop(0.9, 1e-8, WeightDecay.NONE, 0.9));
  }

  private static void descend(Parameter p, Optimizer optimizer, int steps) {
    for (int step = 0; step < steps; step++) {
      optimizer.zeroGrad();
      p.gradForAccumulation().copyFrom(p);
      optimizer.step(0.01);
    }
  }

  @Test
  void stateIsNamedAsInPyTorch() {
    var p = named(parameter(new float[N]));
    assertThat(new Optimizer(new Adam(), p).state().sequencedKeySet())
        .containsExactly("p.exp_avg", "p.exp_avg_sq");
    assertThat(new Optimizer(new SGD(0.9), p).state().sequencedKeySet())
        .containsExactly("p.momentum_buffer");
    assertThat(new Optimizer(new SGD(), p).state()).isEmpty();
  }

  @Test
  void stateOfAnotherModelIsRefused() {
    var saved = new Optimizer(new Adam(), named(parameter(new float[N]))).state();
    var other = new Optimizer(new Adam(), named(parameter(new float[N + 1])));
    assertThatThrownBy(() -> other.restore(saved, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor 'p.exp_avg' is FLOAT32 [12], not FLOAT32 [13]");
    assertThatThrownBy(() -> other.restore(Map.of(), 1))
        .hasMessage("tensor 'p.exp_avg' is missing");
  }

  @Test
  void impossibleHyperParametersAreRefused() {
    assertThatThrownBy(() -> new SGD(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("momentum must be in [0, 1), not 1.0");
    assertThatThrownBy(() -> new SGD(0, 0, WeightDecay.NONE, true))
        .hasMessageContaining("Nesterov");
    assertThatThrownBy(() -> new Adam(0.9, Double.NaN, 1e-8, WeightDecay.NONE))
        .hasMessage("beta2 must be in [0, 1), not NaN");
    assertThatThrownBy(() -> WeightDecay.of(-1))
        .hasMessage("weight decay must be at least 0, not -1.0");
    assertThatThrownBy(() -> new RMSprop(0.9, -1, WeightDecay.NONE, 0))
        .hasMessageContaining("epsilon");
    assertThatThrownBy(() -> new Optimizer(new SGD(), named()).step(Double.POSITIVE_INFINITY))
        .hasMessageContaining("learning rate");
  }

  private static SequencedMap<String, Parameter> named(Parameter... p) {
    var map = new LinkedHashMap<String, Parameter>();
    for (var parameter : p) map.put("p", parameter);
    return map;
  }

  private static Parameter parameter(float[] values) {
    var parameter = new Parameter(Shape.of(values.length), Initializer.ZEROS);
    System.arraycopy(values, 0, parameter.floats(), 0, values.length);
    return parameter;
  }

  private static float[] values(JsonNode golden, String name) {
    var made = golden.get("inputs").get(name);
    return Golden.values(
        made.get("seed").intValue(),
        N,
        made.get("bound").floatValue(),
        made.get("offset").floatValue());
  }
}
