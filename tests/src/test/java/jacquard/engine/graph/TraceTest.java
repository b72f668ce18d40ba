package jacquard.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.nn.Dropout;
import jacquard.engine.nn.Embedding;
import jacquard.engine.nn.Functional;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Sequential;
import jacquard.engine.op.Slice;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TraceTest {
  @Test
  void nodesBearTheNamesOfTheirLayers() {
    var graph = Nets.RESIDUAL.trace();
    assertThat(graph.nodes().stream().map(GraphNode::name))
        .containsExactly(
            "0.body.0",
            "0.body.1",
            "0.body.2",
            "0.body.3",
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
    assertThat(graph.node("0").inputs()).containsExactly("0.body.4", "input");
    assertThat(graph.node("5").inputs()).containsExactly("4", "5.weight", "5.bias");
    assertThat(graph.outputs()).containsExactly("5");
  }

  @Test
  void severalOpsOfOneLayerAreToldApart() {
    var layer = Nets.function(x -> Functional.relu(Functional.relu(Functional.scale(x, 2))));
    var named = new LinkedHashMap<>(Map.of("block", layer));
    assertThat(Graph.trace(new Sequential(named), Shape.of(3)).nodes())
        .extracting(GraphNode::name)
        .containsExactly("block", "block.pointwise", "block.pointwise_2");
    assertThat(Graph.trace(layer, Shape.of(3)).nodes())
        .extracting(GraphNode::name)
        .containsExactly("pointwise", "pointwise_2", "pointwise_3");
  }

  @Test
  void parametersAndBuffersAreThoseOfTheModule() {
    var model = Nets.NORMALIZED_CNN.make();
    var graph = Graph.trace(model, Nets.NORMALIZED_CNN.sample);
    assertThat(graph.parameters()).isEqualTo(model.namedParameters());
    assertThat(graph.buffers()).isEqualTo(model.namedBuffers());
    var again = new GraphModule(graph);
    assertThat(List.copyOf(again.namedParameters().entrySet()))
        .isEqualTo(List.copyOf(model.namedParameters().entrySet()));
    assertThat(again.namedBuffers()).isEqualTo(model.namedBuffers());
  }

  @ParameterizedTest
  @EnumSource(Nets.class)
  void aReplayedGraphGivesTheSameBitsAndTheSameTrace(Nets net) {
    var model = net.make();
    var graph = Graph.trace(model, net.sample);
    var replayed = new GraphModule(graph);
    var x = net.input(3);
    assertThat(Nets.evaluate(replayed, x).floats()).isEqualTo(Nets.evaluate(model, x).floats());
    assertThat(Graph.trace(replayed, net.sample)).isEqualTo(graph);
  }

  @Test
  void aReplayedGraphTrainsLikeItsModule() {
    for (var net : List.of(Nets.MLP, Nets.NORMALIZED_CNN)) {
      var replayed = new GraphModule(net.trace());
      assertThat(trained(net, replayed)).isDeepEqualTo(trained(net, net.make()));
    }
  }

  /** The gradients of two steps (dropout included) and the buffers after them. */
  private static float[][] trained(Nets net, Module model) {
    var context = Context.of(Parallel.inline()).training(5);
    var labels = Tensor.of(new int[] {0, 1, 2, 3}, 4);
    for (int step = 0; step < 2; step++) {
      context.step(
          step,
          () -> {
            Autograd.backward(Functional.crossEntropy(model.apply(net.input(4)), labels, 0));
            return null;
          });
    }
    var values = new ArrayList<float[]>();
    model.parameters().forEach(parameter -> values.add(parameter.grad().floats()));
    model.namedBuffers().values().forEach(buffer -> values.add(buffer.floats()));
    return values.toArray(float[][]::new);
  }

  @Test
  void dropoutIsRecordedButItsRateOfZeroIsNot() {
    var model = new Sequential(new Dropout(0.5), new Dropout(0), new Linear(3, 2));
    assertThat(Graph.trace(model, Shape.of(3)).nodes())
        .extracting(GraphNode::name)
        .containsExactly("0", "2");
  }

  @Test
  void tracingTouchesNoRunningStatistics() {
    var model = Nets.NORMALIZED_CNN.make();
    var before = model.namedBuffers().values().stream().map(Tensor::detach).toList();
    Graph.trace(model, Nets.NORMALIZED_CNN.sample);
    assertThat(floats(model.namedBuffers().values())).isDeepEqualTo(floats(before));
  }

  private static float[][] floats(Collection<Tensor> tensors) {
    return tensors.stream().map(Tensor::floats).toArray(float[][]::new);
  }

  @Test
  void anInputOfIndicesIsTraced() {
    var model = new Sequential(new Embedding(10, 4), new Linear(4, 2)).initialize(1);
    var graph = Graph.trace(model, new GraphInput("tokens", DType.INT32, Shape.of(6)));
    assertThat(graph.shapes(3)).containsEntry("1", Shape.of(3, 6, 2));
    assertThat(graph.dtypes()).containsEntry("tokens", DType.INT32);
  }

  @Test
  void aModelThatDoesNothingIsAGraphWithoutNodes() {
    var graph = Graph.trace(new Dropout(0), Shape.of(3));
    assertThat(graph.nodes()).isEmpty();
    assertThat(graph.outputs()).containsExactly("input");
  }

  @Test
  void aBatchWrittenIntoAnOpIsRefusedByName() {
    var open = Nets.function(x -> Functional.reshape(x, x.dim(0), -1));
    var model = new Sequential(new LinkedHashMap<>(Map.of("flatten", open)));
    assertThatThrownBy(() -> Graph.trace(model, Shape.of(2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "node 'flatten' depends on the number of samples (it is flatten = Reshape[dims=[2,"
                + " -1]](input) for 2, but flatten = Reshape[dims=[3, -1]](input) for 3): leave"
                + " axis 0, the batch, open");
  }

  @Test
  void opsThatDependOnTheBatchAreRefused() {
    var more =
        Nets.function(x -> x.dim(0) > 2 ? Functional.relu(Functional.relu(x)) : Functional.relu(x));
    assertThatThrownBy(() -> Graph.trace(more, Shape.of(2)))
        .hasMessageContaining("node 'pointwise_2' depends on the number of samples");
    var other =
        Nets.function(x -> {
          var y = Functional.relu(x);
          return Functional.add(x.dim(0) > 2 ? x : y, y);
        });
    assertThatThrownBy(() -> Graph.trace(other, Shape.of(2)))
        .hasMessageContaining("node 'arithmetic' depends on the number of samples");
  }

  @Test
  void aFixedNumberOfSamplesIsRefused() {
    var two = Nets.function(x -> Autograd.apply(new Slice(0, 0, 2, 1), x));
    assertThatThrownBy(() -> Graph.trace(two, Shape.of(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("node 'slice', Slice: cannot slice axis 0 of [1, 2]");
  }

  @Test
  void aTensorWithoutANameIsRefused() {
    var model = Nets.function(x -> Functional.add(x, Tensor.full(Shape.of(2), 1)));
    assertThatThrownBy(() -> Graph.trace(model, Shape.of(2)))
        .hasMessage(
            "node 'arithmetic' reads a tensor [2] that is neither the input, a parameter nor a"
                + " buffer: register it");
  }

  @Test
  void aReplayedGraphNamesTheLayerWhereShapesClash() {
    var module = new GraphModule(Nets.MLP.trace());
    assertThatThrownBy(() -> module.apply(Tensor.zeros(Shape.of(2, 5, 5, 1))))
        .hasMessageContaining("layer 1, Linear: input [2, 25]");
  }
}
