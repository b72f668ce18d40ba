package jacquard.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import jacquard.engine.data.DataLoader;
import jacquard.engine.data.ImageDataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.PlanOptions;
import jacquard.engine.graph.PlanOptions.Use;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Trainer;
import jacquard.fashion.data.DataFinder;
import jacquard.fashion.data.DownloadProgress;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.GeneratedGarments;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.model.ZooModel;
import jacquard.kernels.Parallel;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.Quantizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models of the zoo after a short training, in ONNX Runtime and in our plans. In {@code mvn verify}
 * some of them, on a few generated pictures; in {@code -Pfull} all of them, on the 10,000 test
 * pictures where {@code JACQUARD_DATA} names the real ones.
 */
class TrainedZooTest {
  private static final boolean FULL = Boolean.getBoolean("jacquard.full");
  private static final int BATCH = 100;
  private static final PlanOptions CODES = new PlanOptions(Use.ALWAYS, Use.IF_FASTER);
  private static final QuantizationConfig STANDARD = QuantizationConfig.DEFAULT;

  private static final Data DATA = FULL ? Data.whole() : Data.few();

  /** Pictures to train and calibrate on, pictures to predict, and the labels for the last line. */
  private record Data(ImageDataset training, ImageDataset test, byte[] labels) {
    static Data whole() {
      var finder = DataFinder.ofSystem(DownloadProgress.silent(), Parallel.inline());
      boolean named = finder.environment().containsKey(DataFinder.VARIABLE);
      var data = finder.find(named ? null : "generated");
      System.out.println("Trained models in ONNX Runtime, on " + data.source());
      var test = data.test();
      return new Data(
          dataset(data.training().perClass(2_000)),
          dataset(new LabeledImages(test.images(), new byte[test.size()])),
          test.labelsForTheLastLine());
    }

    static Data few() {
      var test = GeneratedGarments.test(1, 300, Parallel.inline());
      var training = GeneratedGarments.training(1, 640, Parallel.inline());
      return new Data(dataset(training), dataset(test), test.labels());
    }

    private static ImageDataset dataset(LabeledImages images) {
      return new ImageDataset(
          images.images(),
          images.labels(),
          Shape.of(28, 28, 1),
          new float[] {FashionMnist.MEAN},
          new float[] {FashionMnist.DEVIATION});
    }
  }

  static List<ZooModel> models() {
    return FULL
        ? Zoo.models()
        : List.of(Zoo.find("lenet-300-100"), Zoo.find("cnn"), Zoo.find("cnn-small"));
  }

  private static Graph trained(ZooModel model) {
    var graph = Graph.trace(model.module(1), Shape.of(28, 28, 1));
    var recipe = model.recipe().toBuilder().epochs(1).batchSize(64).build();
    new Trainer(new GraphModule(graph), recipe, Parallel.inline()).fit(DATA.training, null);
    return graph;
  }

  @ParameterizedTest
  @MethodSource("models")
  void logitsAndClassesAreThoseOfOnnxRuntime(ZooModel model) throws Exception {
    var graph = trained(model);
    var expected = plan(graph, PlanOptions.DEFAULT);
    float difference = Pictures.difference(runtime(graph, OptLevel.ALL_OPT), expected);
    var codes =
        Quantizer.freeze(
            Quantizer.quantize(graph, DATA.training, STANDARD, Parallel.inline()).graph());
    var ours = plan(codes, CODES);
    for (var level : List.of(OptLevel.NO_OPT, OptLevel.ALL_OPT)) {
      var theirs = runtime(codes, level);
      double agreement = Pictures.agreement(theirs, ours, FashionMnist.CLASSES);
      System.out.printf(
          "%-14s floats differ by %.1e; codes, %s: same class %.2f %%, right %.2f %%, in our plan"
              + " %.2f %%%n",
          model.name(),
          difference,
          level,
          100 * agreement,
          100 * accuracy(theirs),
          100 * accuracy(ours));
      assertThat(agreement).isGreaterThanOrEqualTo(FULL ? 0.999 : 0.99);
      if (FULL) assertThat(accuracy(theirs)).isEqualTo(accuracy(ours), within(5e-4));
    }
    assertThat(difference).isLessThanOrEqualTo(1e-4f);
  }

  private static float[] plan(Graph graph, PlanOptions options) throws OrtException {
    var session = Plan.compile(graph, options).session(BATCH);
    return logits(x -> session.run(x).floats());
  }

  private static float[] runtime(Graph graph, OptLevel level) throws OrtException {
    var bytes = OnnxExport.bytes(graph, new ModelInfo("model", List.of()));
    try (var runtime = new OnnxRuntime(bytes, level)) {
      return logits(
          x -> runtime.run(Map.of("input", Pictures.channelsFirst(x))).values().iterator().next());
    }
  }

  private interface Predictor {
    float[] logits(Tensor x) throws OrtException;
  }

  private static float[] logits(Predictor predictor) throws OrtException {
    var logits = new float[DATA.test.size() * FashionMnist.CLASSES];
    int done = 0;
    try (var batches = new DataLoader(DATA.test, BATCH).batches(0, 0)) {
      while (batches.hasNext()) {
        var batch = batches.next();
        int length = batch.size() * FashionMnist.CLASSES;
        System.arraycopy(predictor.logits(batch.images()), 0, logits, done, length);
        done += length;
      }
    }
    return logits;
  }

  private static double accuracy(float[] logits) {
    int correct = 0;
    for (int i = 0; i < DATA.labels.length; i++) {
      if (Pictures.largest(logits, i * FashionMnist.CLASSES, FashionMnist.CLASSES)
          == DATA.labels[i]) correct++;
    }
    return (double) correct / DATA.labels.length;
  }
}
