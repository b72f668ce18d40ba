package jacquard.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.deploy.onnx.proto.ModelProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.engine.data.DataLoader;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.PlanOptions;
import jacquard.engine.graph.PlanOptions.Use;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Sequential;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import jacquard.optimize.Trained;
import jacquard.optimize.prune.Masks;
import jacquard.optimize.prune.PruningConfig;
import jacquard.optimize.prune.PruningConfig.Granularity;
import jacquard.optimize.quantize.Calibration;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.Quantizer;
import jacquard.optimize.quantize.WeightScales;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of codes leave as QuantizeLinear and DequantizeLinear, and come back as they were. */
class QuantizedExportTest {
  private static final Graph MLP = Trained.mlp();
  private static final Graph CNN = Trained.cnn();
  private static final List<PlanOptions> OPTIONS =
      List.of(
          PlanOptions.DEFAULT,
          new PlanOptions(Use.ALWAYS, Use.NEVER),
          new PlanOptions(Use.NEVER, Use.NEVER));

  record Model(String name, Graph graph) {
    byte[] bytes() {
      return OnnxExport.bytes(graph, new ModelInfo(name, List.of()));
    }

    Graph readBack() {
      return OnnxModel.read(bytes(), Map.of()).graph();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Model> models() {
    var standard = QuantizationConfig.DEFAULT;
    var dynamic = standard.withCalibration(new Calibration.Dynamic());
    return List.of(
        new Model("mlp", frozen(MLP, standard)),
        new Model("cnn", frozen(CNN, standard)),
        new Model("cnn, flattened", frozen(flattened(), standard)),
        new Model("cnn, symmetric", frozen(CNN, standard.withSymmetric(true))),
        new Model("cnn, weights alone", frozen(CNN, QuantizationConfig.WEIGHT_ONLY)),
        new Model("cnn, 4-bit weights", frozen(CNN, standard.withWeightBits(4))),
        new Model(
            "mlp, ternary weights", frozen(MLP, QuantizationConfig.WEIGHT_ONLY.withWeightBits(2))),
        new Model("mlp, binary weights", frozen(MLP, standard.withWeightBits(1))),
        new Model("mlp, rounded in each run", frozen(MLP, dynamic)),
        new Model("cnn, flattened, rounded in each run", frozen(flattened(), dynamic)),
        new Model("cnn, trained with rounding", trainedWithRounding()),
        new Model("cnn, pruned", frozen(pruned(), standard)));
  }

  private static Graph frozen(Graph trained, QuantizationConfig config) {
    return Quantizer.freeze(quantized(trained, config));
  }

  private static Graph quantized(Graph trained, QuantizationConfig config) {
    return Quantizer.quantize(trained, Trained.TRAINING, config, Parallel.inline()).graph();
  }

  /** Codes that are flattened move colours, and so do the codes of the weights behind. */
  private static Graph flattened() {
    var module =
        new Sequential(
            new Conv2d(1, 6, 3, 1),
            Activation.relu(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(96, Trained.CLASSES));
    var graph = Graph.trace(module.initialize(2), Shape.of(8, 8, 1));
    Trained.train(graph);
    return graph;
  }

  /** Its weights are still floats, with nodes that round them. */
  private static Graph trainedWithRounding() {
    var graph = quantized(CNN, QuantizationConfig.DEFAULT.withSymmetric(true));
    Trained.train(graph, new WeightScales(graph));
    return graph;
  }

  private static Graph pruned() {
    var masks = Masks.of(CNN);
    masks.prune(PruningConfig.of(Granularity.WEIGHT), 0.6);
    return masks.bake();
  }

  private static Tensor samples() {
    try (var batches = new DataLoader(Trained.VALIDATION, 200).batches(0, 0)) {
      return batches.next().images().detach();
    }
  }

  private static float[] run(Graph graph, PlanOptions options, Tensor x) {
    return Plan.compile(graph, options).session(x.dim(0)).run(x).detach().floats();
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatIsReadBackHasTheBitsOfThePlanAndItsKernels(Model model) {
    var x = samples();
    var read = model.readBack();
    for (var options : OPTIONS) {
      assertThat(run(read, options, x)).containsExactly(run(model.graph(), options, x));
      assertThat(kernels(read, options)).isEqualTo(kernels(model.graph(), options));
    }
  }

  private static List<String> kernels(Graph graph, PlanOptions options) {
    var label = Pattern.compile(" (float|int8|weights8|sparse) ");
    return label
        .matcher(Plan.compile(graph, options).toString())
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void onnxRuntimeComputesTheSame(Model model) throws Exception {
    var x = samples();
    var expected = run(model.graph(), OPTIONS.get(1), x);
    try (var runtime = new OnnxRuntime(model.bytes())) {
      var found =
          runtime.run(Map.of("input", Pictures.channelsFirst(x))).values().iterator().next();
      assertThat(Pictures.agreement(found, expected, Trained.CLASSES)).isGreaterThanOrEqualTo(0.99);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void weightsAreCodesAndNoTranspositionIsLeft(Model model) throws Exception {
    var graph = ModelProto.parseFrom(model.bytes()).getGraph();
    assertThat(graph.getNodeList())
        .extracting(NodeProto::getOpType)
        .contains("DequantizeLinear")
        .doesNotContain("Transpose");
    var matrices = graph.getInitializerList().stream().filter(t -> t.getDimsCount() > 1).toList();
    assertThat(matrices).isNotEmpty().extracting(TensorProto::getDataType).containsOnly(3); // int8
  }

  @Test
  void fewerBitsAreFewerCodesOfAByte() throws Exception {
    var graph = ModelProto.parseFrom(models().get(5).bytes()).getGraph();
    for (var tensor : graph.getInitializerList()) {
      if (tensor.getDimsCount() < 2) continue;
      for (byte code : tensor.getRawData().toByteArray())
        assertThat(code).isBetween((byte) -7, (byte) 7);
    }
  }

  @Test
  void symmetricCodesAreCutAsTheModelCutsThem() throws Exception {
    var model = models().get(3);
    var x = samples();
    for (int i = 0; i < x.size(); i++) x.floats()[i] *= -9; // far beyond the calibrated range
    try (var runtime = new OnnxRuntime(model.bytes())) {
      var found =
          runtime.run(Map.of("input", Pictures.channelsFirst(x))).values().iterator().next();
      var expected = run(model.graph(), OPTIONS.get(1), x);
      assertThat(Pictures.agreement(found, expected, Trained.CLASSES)).isGreaterThanOrEqualTo(0.99);
    }
    assertThat(ModelProto.parseFrom(model.bytes()).getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .contains("Clip");
  }

  @Test
  void zerosOfMaskedWeightsStayZeros() throws Exception {
    var graph = ModelProto.parseFrom(models().getLast().bytes()).getGraph();
    int zeros = 0;
    int all = 0;
    for (var tensor : graph.getInitializerList()) {
      if (tensor.getDimsCount() < 2) continue;
      for (byte code : tensor.getRawData().toByteArray()) {
        all++;
        if (code == 0) zeros++;
      }
    }
    assertThat((double) zeros / all).isGreaterThanOrEqualTo(0.6);
  }
}
