package jacquard.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.autograd.Context;
import jacquard.engine.autograd.Node;
import jacquard.engine.autograd.Tape;
import jacquard.engine.op.Op;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersTest {
  private final Context context = Context.of(Parallel.inline());

  private static Tensor ramp(int... dims) {
    var x = Tensor.zeros(Shape.of(dims));
    for (int i = 0; i < x.size(); i++) x.floats()[i] = i % 7 - 3;
    return x;
  }

  private static List<Integer> shapeOf(Module layer, int... dims) {
    return layer.initialize(1).apply(ramp(dims)).shape().toList();
  }

  @Test
  void outputShapesAreTheDocumentedOnes() {
    assertThat(shapeOf(new Linear(6, 4), 2, 3, 6)).containsExactly(2, 3, 4);
    assertThat(shapeOf(new Conv2d(3, 5, 3, 1), 2, 8, 7, 3)).containsExactly(2, 8, 7, 5);
    assertThat(shapeOf(new Conv2d(4, 6, 3, 2, 0, 2, false), 2, 8, 7, 4))
        .containsExactly(2, 3, 3, 6);
    assertThat(shapeOf(new MaxPool2d(2), 2, 8, 7, 3)).containsExactly(2, 4, 3, 3);
    assertThat(shapeOf(new MaxPool2d(3, 2, 1), 2, 8, 7, 3)).containsExactly(2, 4, 4, 3);
    assertThat(shapeOf(new AvgPool2d(2), 2, 8, 7, 3)).containsExactly(2, 4, 3, 3);
    assertThat(shapeOf(AvgPool2d.global(), 2, 8, 7, 3)).containsExactly(2, 1, 1, 3);
    assertThat(shapeOf(new Flatten(), 2, 8, 7, 3)).containsExactly(2, 168);
    assertThat(shapeOf(new BatchNorm2d(3), 2, 8, 7, 3)).containsExactly(2, 8, 7, 3);
    assertThat(shapeOf(new LayerNorm(3), 2, 8, 7, 3)).containsExactly(2, 8, 7, 3);
    var indices = Tensor.of(new int[6], 2, 3);
    assertThat(new Embedding(9, 4).apply(indices).shape().toList()).containsExactly(2, 3, 4);
  }

  /** Expected values at -1 and 2, from the definitions. */
  @ParameterizedTest
  @CsvSource({
    "relu, 0, 2",
    "leakyRelu, -0.1, 2",
    "gelu, -0.158808, 1.954598",
    "silu, -0.268941, 1.761594",
    "sigmoid, 0.268941, 0.880797",
    "tanh, -0.761594, 0.964028"
  })
  void activationsAreTheirFunctions(String name, float atMinusOne, float atTwo) {
    var layer =
        switch (name) {
          case "relu" -> Activation.relu();
          case "leakyRelu" -> Activation.leakyRelu(0.1);
          case "gelu" -> Activation.gelu();
          case "silu" -> Activation.silu();
          case "sigmoid" -> Activation.sigmoid();
          default -> Activation.tanh();
        };
    var y = layer.apply(Tensor.of(new float[] {-1, 2}, 2)).floats();
    assertThat(y[0]).isCloseTo(atMinusOne, within(1e-6f));
    assertThat(y[1]).isCloseTo(atTwo, within(1e-6f));
  }

  @Test
  void aResidualAddsItsInputOrAProjectionOfIt() {
    var x = ramp(2, 3);
    var doubled = new Residual(new Dropout(0)).apply(x).floats(); // the body is the identity
    for (int i = 0; i < doubled.length; i++) assertThat(doubled[i]).isEqualTo(2 * x.floats()[i]);
    var body = new Linear(3, 4);
    var projected = new Residual(body, new Linear(3, 4)).initialize(2);
    assertThat(projected.apply(x).shape()).isEqualTo(Shape.of(2, 4));
    assertThat(projected.apply(x).floats()).isNotEqualTo(body.apply(x).floats());
  }

  @Test
  void dropoutDropsInTrainingOnlyAndKeepsTheMean() {
    var ones = Tensor.full(Shape.of(10_000), 1);
    var layer = new Dropout(0.25);
    assertThat(layer.apply(ones).floats()).isEqualTo(ones.floats());
    var dropped = context.training(1).call(() -> layer.apply(ones)).floats();
    int kept = 0;
    for (float y : dropped) {
      if (y != 0) assertThat(y).isEqualTo(1 / 0.75f);
      kept += y != 0 ? 1 : 0;
    }
    assertThat(kept).isBetween(7_500 - 220, 7_500 + 220); // five deviations
  }

  @Test
  void batchNormMovesItsStatisticsInTrainingOnly() {
    var layer = new BatchNorm2d(1, 0.5f, 0);
    var mean = layer.namedBuffers().get("running_mean").floats();
    var variance = layer.namedBuffers().get("running_var").floats();
    var x = Tensor.of(new float[] {1, 3, 5, 7}, 4, 1);
    context.training(0).run(() -> layer.initialize(0).apply(x));
    assertThat(mean).containsExactly(2); // half of 4
    assertThat(variance[0]).isCloseTo(0.5f + 0.5f * 20 / 3, within(1e-6f)); // unbiased
    layer.apply(x);
    assertThat(mean).containsExactly(2);
  }

  /** A network whose layer {@code name} does not fit its input. */
  @ParameterizedTest
  @CsvSource({
    "linear, Linear, '[2, 6]', '[5, 4]'",
    "conv, Conv2d, '[2, 6]', '[3, 3, 3, 8]'",
    "norm, BatchNorm2d, '[2, 6]', '[5]'",
    "layernorm, LayerNorm, '[2, 6]', '[5]'"
  })
  void messagesShowBothShapesAndTheLayer(String name, String op, String input, String weights) {
    var layer =
        switch (name) {
          case "linear" -> new Linear(5, 4);
          case "conv" -> new Conv2d(3, 8, 3, 1);
          case "norm" -> new BatchNorm2d(5);
          default -> new LayerNorm(5);
        };
    var layers = new LinkedHashMap<String, Module>();
    layers.put("flatten", new Flatten());
    layers.put(name, layer);
    var network = new Sequential(new Sequential(layers));
    assertThatThrownBy(() -> network.apply(ramp(2, 3, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("layer 0." + name + ", " + op + ": ")
        .hasMessageContainingAll(input, weights);
    assertThat(Context.current().layer()).isEmpty();
  }

  @Test
  void aConvolutionLargerThanItsImageSaysSo() {
    assertThatThrownBy(() -> new Sequential(new Conv2d(1, 2, 5, 0)).apply(ramp(1, 4, 4, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("layer 0", "[1, 4, 4, 1]", "[5, 5, 1, 2]", "kernel 5x5");
    assertThatThrownBy(() -> new Sequential(new MaxPool2d(5)).apply(ramp(1, 4, 4, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("layer 0", "[1, 4, 4, 1]", "window 5x5");
  }

  @Test
  void impossibleHyperParametersAreRefused() {
    assertThatThrownBy(() -> new Dropout(1)).hasMessageContaining("[0, 1)");
    assertThatThrownBy(() -> new Dropout(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new BatchNorm2d(3, 2, 1e-5f)).hasMessageContaining("momentum");
    assertThatThrownBy(() -> new BatchNorm2d(3, 0.1f, Float.NaN)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> new LayerNorm(3, -1)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> new Conv2d(4, 6, 3, 1, 1, 4, true)).hasMessageContaining("4 groups");
    assertThatThrownBy(() -> new Linear(-1, 3)).hasMessageContaining("negative");
  }

  @Test
  void recordedNodesCarryTheirLayersName() {
    var network = new Sequential(new Linear(3, 4), Activation.relu(), new Linear(4, 2));
    var nodes = Tape.of(network.initialize(1).apply(ramp(5, 3)));
    assertThat(nodes).extracting(Node::layer).containsExactly("0", "1", "2");
    assertThat(nodes)
        .extracting(Node::op)
        .extracting(Op::name)
        .containsExactly("Linear", "Pointwise", "Linear");
  }
}
