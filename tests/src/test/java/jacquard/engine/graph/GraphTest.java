package jacquard.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.nn.Initializer;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.CrossEntropy;
import jacquard.engine.op.Linear;
import jacquard.engine.op.Pointwise;
import jacquard.engine.op.Reshape;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import jacquard.kernels.Unary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final GraphInput X = new GraphInput("x", DType.FLOAT32, Shape.of(3));
  private static final GraphNode RELU = node("relu", "x");

  private static GraphNode node(String name, String input) {
    return new GraphNode(name, new Pointwise(Unary.RELU), List.of(input));
  }

  private static Graph graph(List<GraphNode> nodes, String... outputs) {
    var weight = new Parameter(Shape.of(3, 2), Initializer.ONES);
    var parameters = new LinkedHashMap<>(Map.of("weight", weight));
    var buffers = new LinkedHashMap<>(Map.of("mean", Tensor.zeros(Shape.of(3))));
    return new Graph(List.of(X), parameters, buffers, nodes, List.of(outputs));
  }

  @Test
  void aNameIsDefinedOnce() {
    assertThatThrownBy(() -> graph(List.of(RELU, RELU), "relu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the name 'relu' is defined twice");
    assertThatThrownBy(() -> graph(List.of(node("weight", "x")), "weight"))
        .hasMessage("the name 'weight' is defined twice");
  }

  @Test
  void aNameIsDefinedBeforeItIsRead() {
    assertThatThrownBy(() -> graph(List.of(node("b", "a"), node("a", "x")), "b"))
        .hasMessage("node 'b' reads 'a', which is not defined before it");
    assertThatThrownBy(() -> graph(List.of(RELU), "y"))
        .hasMessage("the graph's output reads 'y', which is not defined before it");
    assertThatThrownBy(() -> graph(List.of(RELU))).hasMessage("a graph needs an output");
  }

  @Test
  void opsGetAsManyInputsAsTheyTake() {
    var lonely = new GraphNode("sum", new Arithmetic(Binary.ADD), List.of("x"));
    assertThatThrownBy(() -> graph(List.of(lonely), "sum"))
        .hasMessage("node 'sum': Arithmetic cannot take 1 inputs");
  }

  @Test
  void opsGetTheTypesTheyTake() {
    var loss = new GraphNode("loss", new CrossEntropy(0), List.of("x", "x"));
    assertThatThrownBy(() -> graph(List.of(loss), "loss"))
        .hasMessage("node 'loss': CrossEntropy takes INT32, but 'x' is FLOAT32");
  }

  @Test
  void shapesFit() {
    var linear = new GraphNode("fc", new Linear(), List.of("weight", "weight"));
    assertThatThrownBy(() -> graph(List.of(linear), "fc"))
        .isInstanceOf(ShapeException.class)
        .hasMessage("node 'fc', Linear: input [3, 2] does not fit weights [in, out] [3, 2]");
    var one = new GraphNode("flat", new Reshape(List.of(1, 3)), List.of("x"));
    assertThatThrownBy(() -> graph(List.of(one), "flat"))
        .hasMessageContaining("node 'flat', Reshape: cannot reshape [2, 3]");
  }

  @Test
  void valuesAreFoundByName() {
    var sum = new GraphNode("sum", new Arithmetic(Binary.ADD), List.of("relu", "relu"));
    var graph = graph(List.of(RELU, sum), "sum");
    assertThat(graph.node("relu")).isEqualTo(RELU);
    assertThat(graph.consumers("relu")).containsExactly(sum);
    assertThat(graph.consumers("sum")).isEmpty();
    assertThat(graph.isConstant("mean")).isTrue();
    assertThat(graph.isConstant("relu")).isFalse();
    assertThat(graph.constant("weight")).isSameAs(graph.parameters().get("weight"));
    assertThat(graph.names()).containsExactlyInAnyOrder("x", "weight", "mean", "relu", "sum");
    assertThat(graph.shapes(5)).containsEntry("sum", Shape.of(5, 3));
    assertThatThrownBy(() -> graph.node("x")).hasMessage("the graph has no node 'x'");
    assertThatThrownBy(() -> graph.constant("x"))
        .hasMessage("the graph has no parameter or buffer 'x'");
  }

  @Test
  void unusedPartsCanBeLeftOut() {
    var linear = new GraphNode("fc", new Linear(), List.of("relu", "weight"));
    var graph = graph(List.of(RELU, linear, node("aside", "relu")), "relu", "fc");
    var first = graph.withOutputs(List.of("relu")).withoutUnused();
    assertThat(first.nodes()).containsExactly(RELU);
    assertThat(first.parameters()).isEmpty();
    assertThat(first.buffers()).isEmpty();
    var both = graph.withoutUnused();
    assertThat(both.nodes()).containsExactly(RELU, linear);
    assertThat(both.parameters()).containsOnlyKeys("weight");
  }

  @Test
  void aModuleOfSeveralOutputsIsAppliedToAList() {
    var module = new GraphModule(graph(List.of(RELU, node("again", "relu")), "relu", "again"));
    var x = Tensor.of(new float[] {-1, 0, 1}, 1, 3);
    assertThat(module.apply(List.of(x)))
        .allSatisfy(y -> assertThat(y.floats()).containsExactly(0, 0, 1));
    assertThatThrownBy(() -> module.apply(x))
        .hasMessage("the graph has 1 inputs and 2 outputs: apply it to a list");
    assertThatThrownBy(() -> module.apply(List.of(x, x)))
        .hasMessage("the graph has 1 inputs, not 2");
  }

  @Test
  void aNodeReadsLikeAnAssignment() {
    assertThat(graph(List.of(RELU), "relu"))
        .hasToString("relu = Pointwise[function=RELU, alpha=0.0](x)");
  }
}
