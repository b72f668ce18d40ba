package jacquard.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ModuleTest {
  private static Sequential network() {
    var features =
        new Sequential(
            new Conv2d(3, 8, 3, 1, 1, 1, false),
            new BatchNorm2d(8),
            Activation.relu(),
            new Residual(new Conv2d(8, 8, 3, 1), new Conv2d(8, 8, 1, 0)),
            new Flatten());
    var layers = new LinkedHashMap<String, Module>();
    layers.put("features", features);
    layers.put("norm", new LayerNorm(32));
    layers.put("classifier", new Linear(32, 4));
    return new Sequential(layers);
  }

  @Test
  void parametersAndBuffersAreNamedAsInPyTorch() {
    var network = network();
    assertThat(network.namedParameters().keySet())
        .containsExactly(
            "features.0.weight",
            "features.1.weight",
            "features.1.bias",
            "features.3.body.weight",
            "features.3.body.bias",
            "features.3.shortcut.weight",
            "features.3.shortcut.bias",
            "norm.weight",
            "norm.bias",
            "classifier.weight",
            "classifier.bias");
    assertThat(network.namedBuffers().keySet())
        .containsExactly("features.1.running_mean", "features.1.running_var");
    assertThat(network.parameterCount())
        .isEqualTo(216 + 16 + (576 + 8) + (64 + 8) + 64 + (128 + 4));
  }

  @Test
  void theSameSeedDrawsTheSameParameters() {
    var one = network().initialize(5).namedParameters();
    var same = network().initialize(5).namedParameters();
    var other = network().initialize(6).namedParameters();
    one.forEach((name, parameter) ->
        assertThat(parameter.floats()).as(name).isEqualTo(same.get(name).floats()));
    assertThat(one.get("classifier.weight").floats())
        .isNotEqualTo(other.get("classifier.weight").floats());
  }

  @Test
  void everyParameterHasAStreamOfItsOwn() {
    var twins = new Sequential(new Linear(4, 4), new Linear(4, 4)).initialize(1);
    assertThat(twins.namedParameters().get("0.weight").floats())
        .isNotEqualTo(twins.namedParameters().get("1.weight").floats());
  }

  /** Two layers with one weight, as an auto-encoder may tie them. */
  private static final class Tied extends Module {
    private final Parameter first;

    Tied(SequencedMap<String, Parameter> names) {
      names.forEach(this::parameter);
      first = names.firstEntry().getValue();
    }

    @Override
    protected Tensor forward(Tensor x) {
      return Functional.matmul(Functional.matmul(x, first), first);
    }
  }

  @Test
  void aSharedParameterIsOneParameter() {
    var names = new LinkedHashMap<String, Parameter>();
    var weight = new Parameter(Shape.of(2, 2), Initializer.normal(1));
    names.put("encoder", weight);
    names.put("decoder", weight);
    var tied = new Sequential(new Tied(names));
    assertThat(tied.namedParameters().keySet()).containsExactly("0.encoder");
    assertThat(tied.parameters()).containsExactly(weight);
    assertThat(tied.parameterCount()).isEqualTo(4);
    tied.initialize(1);
    var alone = new Parameter(Shape.of(2, 2), Initializer.normal(1));
    names.clear();
    names.put("encoder", alone);
    new Sequential(new Tied(names)).initialize(1);
    assertThat(weight.floats()).isEqualTo(alone.floats()); // drawn once
  }

  @Test
  void aLayerAppliedTwiceGetsBothGradients() {
    var layer = new Linear(1, 1, Initializer.ONES, false);
    layer.initialize(0);
    var weight = layer.parameters().iterator().next();
    weight.floats()[0] = 3;
    var x = Tensor.of(new float[] {5}, 1, 1);
    var twice = new Sequential(layer, layer);
    assertThat(twice.parameters()).containsExactly(weight);
    Autograd.backward(twice.apply(x)); // 5 w^2
    assertThat(weight.grad().floats()).containsExactly(30);
    twice.zeroGrad();
    assertThat(weight.grad()).isNull();
  }

  @Test
  void aNameIsTakenOnce() {
    var name = new LinkedHashMap<String, Module>();
    name.put("layer", new Linear(1, 1));
    var network = new Sequential(name);
    assertThatThrownBy(() -> network.add("layer", new Flatten()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer");
    assertThat(network.children().keySet()).containsExactly("layer");
  }
}
