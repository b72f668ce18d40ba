package jacquard.optimize.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.autograd.NoGrad;
import jacquard.engine.data.Batch;
import jacquard.engine.data.DataLoader;
import jacquard.engine.data.Patterns;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.PlanOptions;
import jacquard.engine.graph.PlanOptions.Use;
import jacquard.engine.io.ModelFile;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Sequential;
import jacquard.engine.op.BatchNorm2d;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import jacquard.optimize.Trained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizerTest {
  private static final Graph MLP = Trained.mlp();
  private static final Graph CNN = Trained.cnn();
  private static final PlanOptions CODES = new PlanOptions(Use.ALWAYS, Use.NEVER);
  private static final PlanOptions FLOAT = new PlanOptions(Use.NEVER, Use.NEVER);

  private static final QuantizationConfig DYNAMIC =
      QuantizationConfig.DEFAULT.withCalibration(new Calibration.Dynamic());

  private static QuantizedModel quantize(Graph trained, QuantizationConfig config) {
    return Quantizer.quantize(trained, Trained.TRAINING, config, Parallel.inline());
  }

  private static Tensor samples() {
    try (var batches = new DataLoader(Trained.VALIDATION, 100).batches(0, 0)) {
      Batch batch = batches.next();
      return batch.images().detach();
    }
  }

  private static Tensor evaluate(Graph graph, Tensor x) {
    return NoGrad.call(() -> new GraphModule(graph).apply(x)).detach();
  }

  private static Tensor run(Graph graph, PlanOptions options, Tensor x) {
    return Plan.compile(graph, options).session(x.dim(0)).run(x).detach();
  }

  /** Accuracy and logits: a code may round the other way where two sums differ in a bit. */
  private static void assertSame(Tensor expected, Tensor actual) {
    double squares = 0;
    double difference = 0;
    for (int i = 0; i < expected.size(); i++) {
      squares += Math.pow(expected.floats()[i], 2);
      difference += Math.pow(expected.floats()[i] - actual.floats()[i], 2);
    }
    assertThat(Math.sqrt(difference / squares)).isLessThan(2e-3);
  }

  @Test
  void eightBitsKeepTheAccuracy() {
    for (var trained : List.of(MLP, CNN)) {
      var expected = Trained.evaluate(trained).accuracy();
      assertThat(expected).isGreaterThan(0.9);
      for (var config :
          List.of(
              QuantizationConfig.DEFAULT,
              QuantizationConfig.WEIGHT_ONLY,
              QuantizationConfig.DEFAULT.withSymmetric(true),
              DYNAMIC,
              QuantizationConfig.DEFAULT.withCalibration(new Calibration.Percentile(0.9999)))) {
        var model = quantize(trained, config);
        assertThat(Trained.evaluate(model.graph()).accuracy()).isEqualTo(expected, within(0.011));
      }
    }
  }

  @Test
  void plansComputeWhatTheGraphDoesInCodesAndInFloats() {
    var x = samples();
    for (var trained : List.of(MLP, CNN)) {
      for (var config :
          List.of(QuantizationConfig.DEFAULT, QuantizationConfig.WEIGHT_ONLY, DYNAMIC)) {
        var graph = quantize(trained, config).graph();
        var expected = evaluate(graph, x);
        for (var options : List.of(CODES, FLOAT)) {
          assertSame(expected, run(graph, options, x));
          assertSame(expected, run(Quantizer.freeze(graph), options, x));
        }
      }
    }
  }

  @Test
  void layersBetweenCodesAreOneKernel() {
    var plan =
        Plan.compile(Quantizer.freeze(quantize(MLP, QuantizationConfig.DEFAULT).graph()), CODES);
    var lines = plan.toString().lines().toList();
    assertThat(lines).hasSize(5); // flatten, codes of the input, three layers
    assertThat(lines.subList(2, 5)).allMatch(line -> line.contains(" int8 "));
    assertThat(plan.toString()).doesNotContain("Dequantize");
    var conv = Plan.compile(quantize(CNN, QuantizationConfig.DEFAULT).graph(), CODES).toString();
    assertThat(conv.lines().filter(line -> line.contains(" int8 "))).hasSize(5);
    var weights = Plan.compile(quantize(MLP, QuantizationConfig.WEIGHT_ONLY).graph(), CODES);
    assertThat(weights.toString().lines().filter(l -> l.contains("weights8"))).hasSize(3);
  }

  @Test
  void codesTakeAQuarterOfTheMemory() {
    var floats = Plan.compile(MLP).bytes();
    var codes = Plan.compile(quantize(MLP, QuantizationConfig.DEFAULT).graph(), CODES).bytes();
    assertThat((double) codes / floats).isLessThan(0.35); // small layers have many factors
  }

  @Test
  void sumsAreExactSoThatBatchesAndThreadsChangeNoBit() {
    var x = samples();
    try (var parallel = Parallel.of(3)) {
      for (var trained : List.of(MLP, CNN)) {
        for (var config : List.of(QuantizationConfig.DEFAULT, DYNAMIC)) {
          assertSamplesStandAlone(quantize(trained, config).graph(), x, parallel);
        }
      }
    }
  }

  private static void assertSamplesStandAlone(Graph graph, Tensor x, Parallel parallel) {
    var plan = Plan.compile(graph, CODES);
    var whole = plan.session(100, parallel).run(x).detach();
    var single = plan.session(1);
    int sample = x.size() / 100;
    for (int i = 0; i < 100; i++) {
      System.arraycopy(x.floats(), i * sample, single.input(1).floats(), 0, sample);
      var y = single.run(single.input(1));
      for (int j = 0; j < y.size(); j++) {
        assertThat(y.floats()[j]).isEqualTo(whole.floats()[i * y.size() + j]);
      }
    }
  }

  @Test
  void codesPassThroughPoolingAndReshaping() {
    var net =
        new Sequential(
            new Conv2d(1, 8, 3, 1),
            Activation.relu(),
            new MaxPool2d(2),
            new Conv2d(8, 16, 3, 1),
            Activation.relu(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(64, 6));
    var trained = Graph.trace(net.initialize(1), Trained.TRAINING.sampleShape());
    var graph = quantize(trained, QuantizationConfig.DEFAULT).graph();
    var plan = Plan.compile(graph, CODES);
    var lines = plan.toString().lines().toList();
    assertThat(lines).hasSize(7); // codes of the input, three layers, two poolings, a view
    assertThat(lines.stream().filter(line -> line.contains(" int8 "))).hasSize(3);
    assertThat(plan.toString()).doesNotContain("Dequantize");
    int floats = 8 * 8 + 6; // the input and the logits
    int codes = 8 * 8 * 8 + 4 * 4 * 8; // the first layer's, and pooled
    assertThat(plan.bufferBytes(100)).isEqualTo(100 * (4 * floats + codes));
    var x = samples();
    assertSame(evaluate(graph, x), plan.session(100).run(x));
  }

  @Test
  void rangesMeasuredAtRunTimeAreKernelsToo() {
    var plan = Plan.compile(quantize(MLP, DYNAMIC).graph(), CODES).toString();
    assertThat(plan.lines().filter(line -> line.contains(" dynamic8 "))).hasSize(3);
    assertThat(plan).doesNotContain("DynamicQuantize");
  }

  @Test
  void filesHoldRealCodes(@TempDir Path folder) throws IOException {
    var info = new ModelInfo("small", List.of(), new float[0], new float[0], Map.of());
    var floats = folder.resolve("float.safetensors");
    var codes = folder.resolve("int8.safetensors");
    var frozen = Quantizer.freeze(quantize(MLP, QuantizationConfig.DEFAULT).graph());
    ModelFile.save(floats, MLP, info);
    ModelFile.save(codes, frozen, info);
    var loaded = ModelFile.load(codes).graph();
    assertThat(loaded.constant("1.weight.codes").dtype()).isEqualTo(DType.INT8);
    assertThat(loaded.parameters().keySet()).allMatch(name -> name.endsWith("bias"));
    var x = samples();
    assertThat(run(loaded, CODES, x).floats()).isEqualTo(run(frozen, CODES, x).floats());
    assertThat(Files.size(floats) - Files.size(codes)).isGreaterThan(12_000); // of 4,800 weights
  }

  @Test
  void trainingWithThreeWeightsMakesUpForWhatRoundingLost() {
    var config = QuantizationConfig.DEFAULT.withWeightBits(2).withBiasCorrection(false);
    var graph = quantize(MLP, config).graph();
    var before = Trained.evaluate(graph);
    Trained.train(graph, new WeightScales(graph));
    var after = Trained.evaluate(graph);
    assertThat(after.loss()).isLessThan(0.7 * before.loss());
    assertThat(after.accuracy()).isGreaterThanOrEqualTo(before.accuracy());
    var codes = Quantizer.freeze(graph).constant("1.weight.codes").bytes();
    assertThat(codes).containsOnly(-1, 0, 1);
  }

  @Test
  void trainingWithSignsAloneMakesUpForWhatRoundingLost() {
    var config = QuantizationConfig.DEFAULT.withWeightBits(1).withBiasCorrection(false);
    var graph = quantize(MLP, config).graph();
    var before = Trained.evaluate(graph);
    Trained.train(graph, new WeightScales(graph));
    var after = Trained.evaluate(graph);
    assertThat(after.loss()).isLessThan(0.7 * before.loss());
    var frozen = Quantizer.freeze(graph);
    assertThat(frozen.constant("1.weight.codes").bytes()).containsOnly(-1, 1);
    var weight = graph.constant("1.weight");
    double sum = 0;
    for (int i = 0; i < weight.size(); i += weight.dim(1)) sum += Math.abs(weight.floats()[i]);
    assertThat(frozen.constant("1.weight.scale").floats()[0])
        .isCloseTo((float) (sum / weight.dim(0)), within(1e-6f));
    var x = samples();
    assertSame(evaluate(graph, x), run(frozen, CODES, x));
  }

  @Test
  void batchNormHelpsTheTrainingAndIsFoldedIntoItsStepsAfterwards() {
    var graph = quantize(CNN, QuantizationConfig.DEFAULT.withWeightBits(4)).graph();
    var norms = graph.nodes().stream().filter(n -> n.op() instanceof BatchNorm2d).toList();
    assertThat(norms).hasSize(3);
    graph.constant(norms.getFirst().inputs().get(1)).floats()[2] *= -1;
    var before = Trained.evaluate(graph);
    Trained.train(graph, new WeightScales(graph));
    assertThat(Trained.evaluate(graph).loss()).isLessThan(before.loss());
    var frozen = Quantizer.freeze(graph);
    assertThat(frozen.nodes()).noneMatch(node -> node.op() instanceof BatchNorm2d);
    var x = samples();
    assertSame(evaluate(graph, x), evaluate(frozen, x));
    assertSame(evaluate(graph, x), run(frozen, CODES, x));
    assertSame(evaluate(graph, x), run(graph, CODES, x));
  }

  @Test
  void correctedBiasesBringTheMeanBack() {
    var config = QuantizationConfig.DEFAULT.withWeightBits(3).withBiasCorrection(false);
    var plain = quantize(MLP, config).graph();
    var corrected = quantize(MLP, config.withBiasCorrection(true)).graph();
    var observer = new Observer(MLP, Trained.TRAINING, Parallel.inline());
    var last = MLP.outputs().getFirst();
    var expected = observer.channelMeans(MLP, last);
    assertThat(distance(expected, observer.channelMeans(corrected, last)))
        .isLessThan(0.01 * distance(expected, observer.channelMeans(plain, last)));
    assertThat(Trained.evaluate(MLP)).isEqualTo(Trained.evaluate(MLP.copy())); // left alone
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
    return sum;
  }

  @Test
  void layersThatHurtStayFloat() {
    var config = QuantizationConfig.DEFAULT.withWeightBits(2).withBiasCorrection(false);
    var scan =
        Sensitivity.scan(MLP, Trained.TRAINING, Trained.VALIDATION, config, Parallel.inline());
    assertThat(scan).extracting(Sensitivity::layer).containsExactly("1", "3", "6");
    var worst = scan.stream().max(Comparator.comparing(s -> s.metrics().loss())).orElseThrow();
    assertThat(fallback(config, 1).layers()).hasSize(3);
    assertThat(fallback(config, -1).layers()).isEmpty();
    assertThat(worst.metrics().loss()).isGreaterThan(Trained.evaluate(MLP).loss());
  }

  private static QuantizedModel fallback(QuantizationConfig config, double tolerance) {
    return Sensitivity.fallback(
        MLP, Trained.TRAINING, Trained.VALIDATION, config, tolerance, Parallel.inline());
  }

  @Test
  void whatCannotBeQuantizedIsRefusedInASentence() {
    var config = QuantizationConfig.DEFAULT;
    var parallel = Parallel.inline();
    assertThatThrownBy(() -> quantize(quantize(MLP, config).graph(), config))
        .hasMessageContaining("quantized already");
    assertThatThrownBy(() -> quantize(MLP, config.withFloatLayers(Set.of("9"))))
        .hasMessageContaining("'9'")
        .hasMessageContaining("[1, 3, 6]");
    assertThatThrownBy(() -> Quantizer.quantize(MLP, Patterns.of(1, 0, 2), config, parallel))
        .hasMessageContaining("no samples");
    assertThatThrownBy(() -> config.withWeightBits(9)).hasMessageContaining("1 to 8 bits");
    assertThatThrownBy(() -> new Calibration.Percentile(0.2)).hasMessageContaining("0.2");
  }
}
