package jacquard.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.BatchNorm2d;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Dropout;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Functional;
import jacquard.engine.nn.Initializer;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Parameter;
import jacquard.engine.nn.Sequential;
import jacquard.engine.op.Dequantize;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Unary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RewritesTest {
  private static List<String> ops(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().name()).toList();
  }

  private static float[] evaluate(Graph graph, Tensor x) {
    return Nets.evaluate(new GraphModule(graph), x).floats();
  }

  private static void assertSameBits(Graph expected, Graph actual, Tensor x) {
    assertThat(evaluate(actual, x)).isEqualTo(evaluate(expected, x));
  }

  private static void assertClose(Graph expected, Graph actual, Tensor x) {
    var want = evaluate(expected, x);
    var got = evaluate(actual, x);
    for (int i = 0; i < want.length; i++) assertThat(got[i]).isCloseTo(want[i], within(1e-4f));
  }

  private static Graph trace(Module model, int... sample) {
    return Graph.trace(model, Shape.of(sample));
  }

  @ParameterizedTest
  @EnumSource(Nets.class)
  void rewritesKeepTheFunctionAndTheGraphTheyStartFrom(Nets net) {
    var graph = net.trace();
    var x = net.input(5);
    var before = evaluate(graph, x);
    var nodes = graph.nodes();
    assertClose(graph, Rewrites.forInference(graph), x);
    assertThat(graph.nodes()).isEqualTo(nodes);
    assertThat(evaluate(graph, x)).isEqualTo(before);
  }

  @Test
  void dropoutIsDropped() {
    var graph = Nets.MLP.trace();
    var dropped = Rewrites.dropDropout(graph);
    assertThat(ops(graph)).contains("Dropout");
    assertThat(ops(dropped)).doesNotContain("Dropout");
    assertThat(dropped.node("4").inputs()).startsWith("2");
    assertSameBits(graph, dropped, Nets.MLP.input(3));
  }

  @Test
  void dropoutAtTheEndsIsDropped() {
    var graph = trace(new Sequential(new Dropout(0.5), new Dropout(0.1)), 4);
    var dropped = Rewrites.dropDropout(graph);
    assertThat(dropped.nodes()).isEmpty();
    assertThat(dropped.outputs()).containsExactly("input");
  }

  @Test
  void batchNormIsFoldedIntoWhatIsInFrontOfIt() {
    var graph = Nets.NORMALIZED_CNN.trace();
    var folded = Rewrites.foldBatchNorm(graph);
    assertThat(ops(folded)).doesNotContain("BatchNorm2d");
    assertThat(folded.buffers()).isEmpty();
    assertThat(folded.node("1").inputs()).containsExactly("input", "0.weight", "0.bias");
    assertThat(folded.parameters().get("8.weight")).isSameAs(graph.parameters().get("8.weight"));
    assertClose(graph, folded, Nets.NORMALIZED_CNN.input(3));
  }

  @Test
  void batchNormScalesTheStepsOfCodesAndTurnsTheirSigns() {
    var model = new Sequential(new Linear(4, 3), new BatchNorm2d(3)).initialize(1);
    model.namedParameters().get("1.weight").copyFrom(Tensor.of(new float[] {2, -0.5f, 0}, 3));
    var graph = coded(trace(model, 4), new byte[] {1, 2, 3, -4, 127, 6, 7, -127, 9, 10, 11, 12});
    var folded = Rewrites.foldBatchNorm(graph);
    assertThat(ops(folded)).containsExactly("Dequantize", "Linear");
    assertThat(folded.constant("codes").bytes())
        .containsExactly(1, -2, 0, -4, -127, 0, 7, 127, 0, 10, -11, 0);
    assertThat(folded.constant("step").floats())
        .containsExactly(new float[] {0.2f, 0.05f, 0.1f}, within(1e-5f));
    assertClose(graph, folded, Nets.input(Shape.of(4), 3));
  }

  @Test
  void aCodeWithoutAnOppositeIsNotTurned() {
    var model = new Sequential(new Linear(4, 3), new BatchNorm2d(3)).initialize(1);
    var graph = coded(trace(model, 4), new byte[] {1, 2, 3, -4, -128, 6, 7, 8, 9, 10, 11, 12});
    assertThat(Rewrites.foldBatchNorm(graph).nodes()).isEqualTo(graph.nodes());
  }

  /** The same with codes for the weights of the first layer, in steps of a tenth. */
  private static Graph coded(Graph graph, byte[] codes) {
    var buffers = new LinkedHashMap<>(graph.buffers());
    var shape = graph.constant("0.weight").shape();
    var tensor = Tensor.zeros(DType.INT8, shape);
    System.arraycopy(codes, 0, tensor.bytes(), 0, codes.length);
    buffers.put("codes", tensor);
    buffers.put("step", Tensor.full(Shape.of(1), 0.1f));
    var weight = new GraphNode("floats", new Dequantize(0), List.of("codes", "step"));
    var nodes = new ArrayList<>(graph.nodes());
    var layer = nodes.removeFirst();
    var inputs = new ArrayList<>(layer.inputs());
    inputs.set(1, "floats");
    nodes.addFirst(layer.withInputs(inputs));
    nodes.addFirst(weight);
    return new Graph(graph.inputs(), graph.parameters(), buffers, nodes, graph.outputs())
        .withoutUnused();
  }

  @Test
  void batchNormBeforeItsConvolutionStays() {
    var folded = Rewrites.foldBatchNorm(Nets.RESIDUAL.trace());
    assertThat(folded.nodes().stream().map(GraphNode::name))
        .containsExactly(
            "0.body.1",
            "0.body.2",
            "0.body.4",
            "0",
            "1",
            "2.body.0",
            "2.body.1",
            "2.body.2",
            "2.shortcut",
            "2",
            "3",
            "4",
            "5");
    assertThat(folded.buffers()).containsOnlyKeys("2.body.0.running_mean", "2.body.0.running_var");
  }

  @Test
  void aLayerThatAnotherNodeReadsIsNotFolded() {
    var model =
        new Module() {
          {
            add("fc", new Linear(4, 4));
            add("norm", new BatchNorm2d(4));
          }

          @Override
          protected Tensor forward(Tensor x) {
            var y = apply("fc", x);
            return Functional.add(y, Functional.relu(apply("norm", y)));
          }
        }.initialize(1);
    var graph = trace(model, 4);
    assertThat(Rewrites.foldBatchNorm(graph).nodes()).isEqualTo(graph.nodes());
    assertThat(ops(Rewrites.fuseActivations(graph))).contains("Pointwise");
  }

  @Test
  void sharedWeightsAreFoldedForOneReaderOnly() {
    var model =
        new Module() {
          {
            add("fc", new Linear(4, 4));
            add("norm", new BatchNorm2d(4));
          }

          @Override
          protected Tensor forward(Tensor x) {
            return apply("norm", apply("fc", apply("fc", x)));
          }
        }.initialize(1);
    model.namedParameters().get("norm.weight").floats()[2] = 3;
    var graph = trace(model, 4);
    var folded = Rewrites.foldBatchNorm(graph);
    assertThat(folded.parameters())
        .containsOnlyKeys("fc.weight", "fc.bias", "fc.weight_2", "fc.bias_2");
    assertClose(graph, folded, Nets.input(Shape.of(4), 3));
  }

  @Test
  void batchNormBehindAnActivationStays() {
    var model = new Sequential(new Linear(4, 4), Activation.relu(), new BatchNorm2d(4));
    var graph = trace(model.initialize(1), 4);
    var rewritten = Rewrites.foldBatchNorm(Rewrites.fuseActivations(graph));
    assertThat(ops(rewritten)).containsExactly("Linear", "BatchNorm2d");
    assertSameBits(graph, rewritten, Nets.input(Shape.of(4), 3));
  }

  static List<Activation> activations() {
    return List.of(
        Activation.relu(),
        Activation.leakyRelu(0.2),
        Activation.gelu(),
        Activation.silu(),
        Activation.sigmoid(),
        Activation.tanh());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void fusedActivationsHaveTheSameBits(Activation activation) {
    for (int width : new int[] {5, 16, 40}) {
      var dense = trace(new Sequential(new Linear(7, width), activation).initialize(2), 7);
      assertFuses(dense, "Linear", Nets.input(Shape.of(7), 5));
      for (int in : new int[] {1, 16}) {
        var model = new Sequential(new Conv2d(in, width, 3, 1), activation).initialize(2);
        assertFuses(trace(model, 9, 9, in), "Conv2d", Nets.input(Shape.of(9, 9, in), 2));
      }
    }
  }

  private static void assertFuses(Graph graph, String op, Tensor x) {
    var fused = Rewrites.fuseActivations(graph);
    assertThat(ops(fused)).containsExactly(op);
    assertThat(fused.outputs()).isEqualTo(graph.outputs());
    assertSameBits(graph, fused, x);
  }

  @Test
  void functionsThatNoKernelFusesStay() {
    var model = new Sequential(new Linear(3, 3), Nets.function(x -> Functional.scale(x, 2)));
    var graph = trace(model.initialize(1), 3);
    assertThat(Rewrites.fuseActivations(graph).nodes()).isEqualTo(graph.nodes());
  }

  static List<Arguments> bareLayers() {
    return List.of(
        arguments(new Linear(7, 6, Initializer.normal(1), false), Shape.of(7), 6),
        arguments(new Conv2d(1, 32, 3, 1, 1, 1, false), Shape.of(9, 9, 1), 32), // taps
        arguments(new Conv2d(16, 16, 3, 1, 1, 16, false), Shape.of(9, 9, 16), 16), // depthwise
        arguments(new Conv2d(32, 40, 3, 1, 1, 1, false), Shape.of(9, 9, 32), 40), // Winograd
        arguments(new Conv2d(20, 50, 5, 1, 0, 1, false), Shape.of(9, 9, 20), 50), // strips
        arguments(new Conv2d(24, 40, 1, 1, 0, 1, false), Shape.of(9, 9, 24), 40)); // product
  }

  @ParameterizedTest
  @MethodSource("bareLayers")
  void anAddedVectorBecomesTheBias(Module layer, Shape sample, int channels) {
    for (boolean first : new boolean[] {true, false}) {
      var graph = Graph.trace(new Shifted(layer, channels, first).initialize(3), sample);
      var fused = Rewrites.fuseBias(graph);
      assertThat(fused.nodes()).hasSize(1);
      assertThat(fused.nodes().getFirst().inputs())
          .containsExactly("input", "layer.weight", "offset");
      assertSameBits(graph, fused, Nets.input(sample, 3));
    }
  }

  /** A layer and what is added to its output. */
  private static final class Shifted extends Module {
    private final boolean first;
    private final Parameter offset;

    Shifted(Module layer, int channels, boolean first) {
      this.first = first;
      add("layer", layer);
      offset = parameter("offset", new Parameter(Shape.of(channels), Initializer.normal(1)));
    }

    @Override
    protected Tensor forward(Tensor x) {
      var y = apply("layer", x);
      return first ? Functional.add(offset, y) : Functional.add(y, offset);
    }
  }

  @Test
  void whatDependsOnConstantsAloneIsComputed() {
    var graph = Nets.MOVEMENT.trace();
    var folded = Rewrites.foldConstants(graph);
    assertThat(folded.buffers()).containsOnlyKeys("offsets", "pointwise");
    assertThat(folded.nodes()).hasSize(graph.nodes().size() - 1);
    assertSameBits(graph, folded, Nets.MOVEMENT.input(3));
  }

  @Test
  void maskedWeightsAreFoldedLikeAnyOthers() {
    var model =
        new Module() {
          private final Parameter weight =
              parameter("weight", new Parameter(Shape.of(4, 4), Initializer.normal(1)));
          private final Tensor mask = buffer("mask", Tensor.full(Shape.of(4, 4), 1));

          {
            add("norm", new BatchNorm2d(4));
            mask.floats()[5] = 0;
          }

          @Override
          protected Tensor forward(Tensor x) {
            var masked = Functional.mul(weight, mask);
            return apply("norm", Autograd.apply(new jacquard.engine.op.Linear(), x, masked));
          }
        }.initialize(1);
    var graph = trace(model, 4);
    var rewritten = Rewrites.forInference(graph);
    assertThat(ops(rewritten)).containsExactly("Linear");
    assertThat(rewritten.constant("arithmetic").floats()[5]).isZero();
    assertClose(graph, rewritten, Nets.input(Shape.of(4), 3));
  }

  @Test
  void aRewrittenGraphCanBeTrained() {
    var module = new GraphModule(Rewrites.forInference(Nets.NORMALIZED_CNN.trace()));
    var labels = Tensor.of(new int[] {0, 3}, 2);
    var logits = module.apply(Nets.NORMALIZED_CNN.input(2));
    Autograd.backward(Functional.crossEntropy(logits, labels, 0));
    assertThat(module.parameters()).allSatisfy(p -> assertThat(p.grad()).isNotNull());
  }

  @Test
  void inTrainingPoolingComesBeforeReluAndOtherActivationsAreFusedIfTheirOutputSuffices() {
    var model =
        new Sequential(
                new Conv2d(1, 4, 3, 1),
                Activation.relu(),
                new MaxPool2d(2),
                new Conv2d(4, 4, 3, 1),
                Activation.relu(),
                new Conv2d(4, 4, 3, 1),
                Activation.gelu(),
                new Flatten(),
                new Linear(64, 3))
            .initialize(1);
    var graph = trace(model, 8, 8, 1);
    var rewritten = Rewrites.forTraining(graph);
    assertThat(ops(rewritten))
        .containsExactly(
            "Conv2d",
            "MaxPool2d",
            "Pointwise",
            "Conv2d",
            "Conv2d",
            "Pointwise",
            "Flatten",
            "Linear");
    assertThat(((jacquard.engine.op.Conv2d) rewritten.nodes().get(3).op()).activation())
        .isEqualTo(Unary.RELU);
    assertSameBits(graph, rewritten, Nets.input(Shape.of(8, 8, 1), 3));
  }
}
