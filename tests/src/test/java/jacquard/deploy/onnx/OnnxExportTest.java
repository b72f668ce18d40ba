package jacquard.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import jacquard.deploy.onnx.proto.ModelProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphInput;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.graph.Rewrites;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.CrossEntropy;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.model.ZooModel;
import jacquard.kernels.Parallel;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.Quantizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExportTest {
  private static final Shape PICTURE = Shape.of(28, 28, 1);
  private static final float TOLERANCE = 1e-4f;

  static List<ZooModel> zoo() {
    return Zoo.models();
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void everyModelOfTheZooGivesTheSameLogitsInOnnxRuntime(ZooModel model) throws Exception {
    assertSameInOnnxRuntime(trace(model), Pictures.random(1, 3, 28, 28, 1));
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void whatIsReadBackHasTheBitsOfThePlan(ZooModel model) {
    assertSameBitsWhenReadBack(trace(model), Pictures.random(2, 5, 28, 28, 1));
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void noTranspositionIsLeft(ZooModel model) throws Exception {
    var bytes = OnnxExport.bytes(trace(model), new ModelInfo(model.name(), List.of()));
    assertThat(ModelProto.parseFrom(bytes).getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .doesNotContain("Transpose");
    var graph = OnnxModel.read(bytes, Map.of()).graph();
    assertThat(graph.nodes()).extracting(node -> node.op().name()).doesNotContain("Permute");
    assertThat(graph.parameters().keySet()).isEqualTo(trace(model).parameters().keySet());
  }

  @Test
  void anOptimisedGraphWithFusedActivationsIsWrittenToo() throws Exception {
    var graph = Rewrites.forInference(trace(Zoo.find("cnn-small")));
    assertSameInOnnxRuntime(graph, Pictures.random(3, 2, 28, 28, 1));
  }

  @ParameterizedTest
  @MethodSource("jacquard.deploy.onnx.ExportedNets#all")
  void residualsDepthwiseAttentionAndActivationsAreTheSameInOnnxRuntime(ExportedNets.Net net)
      throws Exception {
    var x = net.input();
    assertSameInOnnxRuntime(net.graph(), x);
    assertSameBitsWhenReadBack(net.graph(), x);
  }

  @Test
  void theFileTellsClassesNormalisationAndFigures() throws Exception {
    var info =
        new ModelInfo(
            "linear",
            List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"),
            new float[] {0.25f},
            new float[] {0.5f},
            Map.of("validation_accuracy", "0.84", "data_sha256", "0123"));
    var bytes = OnnxExport.bytes(trace(Zoo.find("linear")), info);
    var proto = ModelProto.parseFrom(bytes);
    assertThat(proto.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(proto.getDocString()).contains("(x - [0.25]) / [0.5]");
    assertThat(proto.getMetadataPropsList())
        .anyMatch(entry ->
            entry.getKey().equals("validation_accuracy") && entry.getValue().equals("0.84"));
    var read = OnnxModel.read(bytes, Map.of());
    assertThat(read.info().classes()).isEqualTo(info.classes());
    assertThat(read.info().mean()).containsExactly(0.25f);
    assertThat(read.inputs().toString()).isEqualTo("[input FLOAT [batch, 1, 28, 28]]");
  }

  @Test
  void zerosMayBeLeftOutAndOnnxRuntimeComputesTheSame() throws Exception {
    var graph = trace(Zoo.find("cnn-small"));
    for (var weights : graph.parameters().values()) {
      for (int i = 0; i < weights.size(); i++) if (i % 10 > 0) weights.floats()[i] = 0;
    }
    var config = QuantizationConfig.WEIGHT_ONLY;
    var codes =
        Quantizer.freeze(Quantizer.quantize(graph, null, config, Parallel.inline()).graph());
    for (var pruned : List.of(graph, codes)) {
      var info = new ModelInfo("net", List.of());
      var dense = OnnxExport.bytes(pruned, info);
      var sparse = OnnxExport.bytes(pruned, info, OnnxExport.Zeros.LEFT_OUT);
      assertThat(sparse.length).isLessThan(dense.length);
      assertThat(ModelProto.parseFrom(sparse).getGraph().getSparseInitializerCount()).isPositive();
      var x = Pictures.random(4, 2, 28, 28, 1);
      assertThat(Pictures.plan(OnnxModel.read(sparse, Map.of()).graph(), x))
          .containsExactly(Pictures.plan(pruned, x));
      assertThat(runtime(sparse, x)).containsExactly(runtime(dense, x));
    }
  }

  @Test
  void aLossIsRefusedByName() {
    var parameters = new LinkedHashMap<String, Parameter>();
    var graph =
        new Graph(
            List.of(
                new GraphInput("x", DType.FLOAT32, Shape.of(3)),
                new GraphInput("labels", DType.INT32, Shape.SCALAR)),
            parameters,
            new LinkedHashMap<>(),
            List.of(new GraphNode("loss", new CrossEntropy(0), List.of("x", "labels"))),
            List.of("loss"));
    assertThatThrownBy(() -> OnnxExport.bytes(graph, new ModelInfo("m", List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "node 'loss' (CrossEntropy) cannot be written as ONNX: a loss belongs to training");
  }

  private static Graph trace(ZooModel model) {
    return Graph.trace(lively(model.module(7)), PICTURE);
  }

  /** With running statistics that are not those of a fresh module. */
  static Module lively(Module module) {
    var random = new Random(8);
    for (var buffer : module.namedBuffers().values()) {
      for (int i = 0; i < buffer.size(); i++) buffer.floats()[i] = 0.5f + random.nextFloat();
    }
    return module;
  }

  private static void assertSameInOnnxRuntime(Graph graph, Tensor x) throws OrtException {
    var expected = runtime(OnnxExport.bytes(graph, new ModelInfo("net", List.of())), x);
    assertThat(Pictures.difference(Pictures.plan(graph, x), expected)).isLessThan(TOLERANCE);
  }

  private static float[] runtime(byte[] model, Tensor x) throws OrtException {
    boolean image = x.shape().rank() == 4;
    try (var runtime = new OnnxRuntime(model)) {
      var given = Map.of("input", image ? Pictures.channelsFirst(x) : x);
      return runtime.run(given).values().iterator().next();
    }
  }

  private static void assertSameBitsWhenReadBack(Graph graph, Tensor x) {
    var read = OnnxModel.read(OnnxExport.bytes(graph, new ModelInfo("net", List.of())), Map.of());
    assertThat(Pictures.plan(read.graph(), x)).containsExactly(Pictures.plan(graph, x));
  }
}
