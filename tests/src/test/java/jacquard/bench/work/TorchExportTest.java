package jacquard.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.graph.Plan;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TorchExportTest {
  /** So what is measured of one holds for the other: nothing but names differs. */
  @ParameterizedTest
  @EnumSource
  void thePlanOfPyTorchsFileIsThatOfOurLayers(Model model) {
    var imported = Plan.compile(TorchExport.graph(model));
    var own = Plan.compile(TorchExport.rebuilt(model));
    assertThat(steps(imported)).containsExactlyElementsOf(steps(own)).isNotEmpty();
    assertSameConstants(constants(imported.graph()), constants(own.graph()));
    assertThat(imported.bytes()).isEqualTo(own.bytes());
    assertThat(imported.bufferBytes(1)).isEqualTo(own.bufferBytes(1));
    assertThat(imported.bufferBytes(256)).isEqualTo(own.bufferBytes(256));
  }

  /**
   * Nodes, and the steps that compute them: shape, buffer, kernel, op with attributes, and inputs;
   * values are numbered as they come.
   */
  private static List<String> steps(Plan plan) {
    var numbers = new LinkedHashMap<String, String>();
    var graph = plan.graph();
    graph.inputs().forEach(input -> number(numbers, input.name()));
    var lines = plan.toString().lines().toList();
    var steps = new ArrayList<String>();
    int computed = 0;
    for (var node : graph.nodes()) {
      var inputs = node.inputs().stream().map(name -> number(numbers, name)).toList();
      var numbered = new GraphNode(number(numbers, node.name()), node.op(), inputs);
      steps.add(numbered.toString());
      if (!lines.get(computed).endsWith(node.toString())) continue; // part of another's step
      steps.add(lines.get(computed++).replace(node.toString(), numbered.toString()));
    }
    assertThat(computed).isEqualTo(lines.size());
    steps.add(graph.outputs().stream().map(numbers::get).toList().toString());
    return steps;
  }

  private static String number(Map<String, String> numbers, String name) {
    return numbers.computeIfAbsent(name, _ -> "v" + numbers.size());
  }

  private static List<Tensor> constants(Graph graph) {
    return graph.nodes().stream()
        .flatMap(node -> node.inputs().stream())
        .filter(graph::isConstant)
        .distinct()
        .map(graph::constant)
        .toList();
  }

  private static void assertSameConstants(List<Tensor> found, List<Tensor> expected) {
    assertThat(found).hasSameSizeAs(expected).isNotEmpty();
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).toString()).isEqualTo(expected.get(i).toString());
      assertThat(found.get(i).array()).isEqualTo(expected.get(i).array());
    }
  }
}
