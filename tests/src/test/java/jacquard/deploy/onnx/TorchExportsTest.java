package jacquard.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.graph.Plan;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.nn.Functional;
import jacquard.engine.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PyTorch's exports (the script stands beside them) against ONNX Runtime. */
class TorchExportsTest {
  private static final float TOLERANCE = 1e-4f;

  static byte[] file(String name) throws IOException {
    try (var in = TorchExportsTest.class.getResourceAsStream("torch/" + name + ".onnx")) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, 1 28 28, 1 3 33",
    "mlp-fixed-batch-4, 1 28 28, 4",
    "cnn, 1 28 28, 1 3 33",
    "cnn-opset-9, 1 28 28, 2",
    "cnn-fixed-batch-1, 1 28 28, 1",
    "resnet20, 3 16 16, 1 5",
    "resnet20-batch-norm, 3 16 16, 1 5",
    "mobilenet, 3 32 32, 1 5",
    "mobilenet-batch-norm, 3 32 32, 1 5",
    "attention, 6 16, 1 7"
  })
  void outputsAreThoseOfOnnxRuntime(String name, String sample, String batches) throws Exception {
    var model = OnnxModel.read(file(name), Map.of());
    try (var runtime = new OnnxRuntime(file(name))) {
      for (var batch : batches.split(" ")) {
        var dims = Arrays.stream((batch + " " + sample).split(" ")).mapToInt(Integer::parseInt);
        var given = Map.of("input", Pictures.random(11, dims.toArray()));
        var expected = runtime.run(given).get("output");
        var found = model.run(given).get("output").floats();
        assertThat(Pictures.difference(found, expected)).as(batch).isLessThan(TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"mlp", "cnn", "resnet20", "resnet20-batch-norm", "mobilenet", "mobilenet-batch-norm"})
  void noTranspositionIsLeftBetweenTheLayers(String name) throws IOException {
    var graph = OnnxModel.read(file(name), Map.of()).graph();
    assertThat(operations(graph)).doesNotContain("Permute");
  }

  @Test
  void shapeArithmeticDisappears() throws IOException {
    var graph = OnnxModel.read(file("cnn-opset-9"), Map.of()).graph();
    assertThat(operations(graph))
        .containsExactly(
            "Conv2d",
            "Pointwise",
            "MaxPool2d",
            "Conv2d",
            "Pointwise",
            "AvgPool2d",
            "Flatten",
            "Linear",
            "Pointwise",
            "Linear");
  }

  @Test
  void weightsHaveTheirNamesAndRunningStatisticsAreNotLearned() throws IOException {
    var graph = OnnxModel.read(file("resnet20-batch-norm"), Map.of()).graph();
    assertThat(graph.parameters().keySet())
        .contains("0.weight", "1.bias", "3.conv1.weight", "3.bn1.bias");
    assertThat(graph.buffers().keySet()).contains("1.running_mean", "1.running_var");
    assertThat(graph.buffers().keySet()).hasSize(2 * 21);
  }

  @Test
  void anImportedModelIsTrainedFurther() throws IOException {
    var module = new GraphModule(OnnxModel.read(file("resnet20-batch-norm"), Map.of()).graph());
    var logits = module.apply(Pictures.random(1, 4, 16, 16, 3));
    Autograd.backward(Functional.crossEntropy(logits, Tensor.of(new int[] {0, 1, 2, 3}, 4), 0));
    assertThat(module.namedParameters().values()).allMatch(parameter -> parameter.grad() != null);
  }

  @Test
  void anImportedModelIsExportedAgain() throws Exception {
    var graph = OnnxModel.read(file("mobilenet-batch-norm"), Map.of()).graph();
    var again = OnnxExport.bytes(graph, new ModelInfo("again", List.of()));
    var x = Pictures.random(2, 2, 3, 32, 32);
    try (var runtime = new OnnxRuntime(file("mobilenet-batch-norm"));
        var second = new OnnxRuntime(again)) {
      var expected = runtime.run(Map.of("input", x)).get("output");
      var found = second.run(Map.of("input", x)).get("output");
      assertThat(Pictures.difference(found, expected)).isLessThan(TOLERANCE);
    }
  }

  @Test
  void thePlanOfAnImportedNetworkFusesWhatOursFuses() throws IOException {
    var plan = Plan.compile(OnnxModel.read(file("resnet20-batch-norm"), Map.of()).graph());
    assertThat(operations(plan.graph())).doesNotContain("BatchNorm2d");
  }

  private static List<String> operations(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().name()).toList();
  }
}
