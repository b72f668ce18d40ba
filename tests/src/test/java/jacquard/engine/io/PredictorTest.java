package jacquard.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.autograd.NoGrad;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphInput;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Functional;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Parameter;
import jacquard.engine.nn.Sequential;
import jacquard.engine.op.Pad;
import jacquard.engine.op.Reshape;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
  @TempDir Path folder;

  @Test
  void probabilitiesAreThoseOfTheModuleOnNormalisedPixels() {
    var model = Models.cnn(1);
    var predictor = Predictor.load(saved(model));
    var pixels = pictures(1, 3).getFirst();

    var prediction = predictor.predict(pixels);

    var x = Tensor.zeros(Shape.of(1, 6, 5, 2));
    for (int i = 0; i < pixels.length; i++) {
      x.floats()[i] = (pixels[i] - (i % 2 == 0 ? 0.3f : 0.1f)) / (i % 2 == 0 ? 0.5f : 2f);
    }
    var expected = NoGrad.call(() -> Functional.softmax(model.apply(x))).floats();
    assertThat(prediction.candidates()).hasSize(3);
    for (var candidate : prediction.candidates()) {
      assertThat(candidate.name()).isEqualTo(Models.INFO.classes().get(candidate.index()));
      assertThat(candidate.probability()).isCloseTo(expected[candidate.index()], within(1e-5f));
    }
    assertThat(prediction.candidates())
        .extracting(Prediction.Candidate::probability)
        .isSortedAccordingTo((a, b) -> Float.compare(b, a));
    assertThat(prediction.best()).isEqualTo(prediction.candidates().getFirst());
  }

  @Test
  void bytesAreTheSamePixels() {
    var predictor = Predictor.load(saved(Models.cnn(1)));
    var bytes = new byte[60];
    new Random(4).nextBytes(bytes);
    var pixels = new float[60];
    for (int i = 0; i < 60; i++) pixels[i] = (bytes[i] & 0xFF) / 255f;
    var expected = predictor.predict(pixels);
    assertThat(predictor.predict(bytes).best().name()).isEqualTo(expected.best().name());
    assertThat(predictor.predict(bytes).best().probability())
        .isCloseTo(expected.best().probability(), within(1e-5f));
  }

  @Test
  void aBatchOfAnySizeGivesTheBitsOfOneByOne() {
    var predictor = Predictor.load(saved(Models.cnn(1)));
    var pictures = pictures(71, 5);
    assertThat(predictor.predictAll(pictures))
        .isEqualTo(pictures.stream().map(predictor::predict).toList());
    assertThat(predictor.predictAll(List.of())).isEmpty();
  }

  @Test
  void threadsShareAPredictor() throws Exception {
    var predictor = Predictor.load(saved(Models.cnn(1)));
    var pictures = pictures(200, 6);
    var expected = predictor.predictAll(pictures);
    try (var threads = Executors.newFixedThreadPool(8)) {
      var tasks = new ArrayList<Callable<Prediction>>();
      for (var picture : pictures) tasks.add(() -> predictor.predict(picture));
      var results = threads.invokeAll(tasks);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void laterTrainingDoesNotReachAPredictor() {
    var model = Models.cnn(1);
    var predictor = Predictor.of(Models.graph(model), Models.INFO);
    var picture = pictures(1, 7).getFirst();
    var before = predictor.predict(picture);
    model.initialize(2);
    assertThat(predictor.predict(picture)).isEqualTo(before);
  }

  @Test
  void aModelThatEndsInASoftmaxIsNotGivenASecond() {
    var logits = new Sequential(new Flatten(), new Linear(60, 3));
    logits.initialize(3);
    var softmax =
        new Module() {
          {
            add("body", logits);
          }

          @Override
          protected Tensor forward(Tensor x) {
            return Functional.softmax(apply("body", x));
          }
        };
    var info = new ModelInfo("plain", List.of());
    var picture = pictures(1, 8).getFirst();
    var prediction = Predictor.of(Models.graph(softmax), info).predict(picture);
    assertThat(prediction).isEqualTo(Predictor.of(Models.graph(logits), info).predict(picture));
    assertThat(prediction.best().name()).isEqualTo("" + prediction.best().index());
  }

  @Test
  void aCustomOpPredicts() {
    var file = saved(Models.custom(1));
    assertThat(Predictor.load(file, Models.Squash.class).predict(new float[60]).candidates())
        .hasSize(3);
  }

  @Test
  void aPredictionReadsWell() {
    var prediction = Prediction.of(List.of("Bag", "Coat"), new float[] {0, 0.25f, 0.75f}, 1, 2);
    assertThat(prediction).hasToString("Coat 75.0 %, Bag 25.0 %");
  }

  @Test
  void refusesPixelsThatDoNotFit() {
    var predictor = Predictor.load(saved(Models.cnn(1)));
    assertThatThrownBy(() -> predictor.predict(new float[784]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the model 'small' takes 60 pixels [6, 5, 2], not 784");
    var pixels = new float[60];
    pixels[17] = Float.NaN;
    assertThatThrownBy(() -> predictor.predict(pixels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scores this picture with NaN");
    assertThat(predictor.predict(new float[60]).candidates()).hasSize(3);
  }

  @Test
  void refusesModelsThatAreNoClassifiers() {
    var images = Graph.trace(Activation.relu(), Models.SAMPLE);
    assertThatThrownBy(() -> Predictor.of(images, new ModelInfo("relu", List.of())))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("a score for each class, not FLOAT32 [6, 5, 2], and FLOAT32 [2, 6");

    var graph = Models.graph(Models.cnn(1));
    var nodes = new ArrayList<>(graph.nodes());
    nodes.add(new GraphNode("flat", new Reshape(List.of(1, -1)), List.of("6")));
    var mixed = graph.withNodes(nodes).withOutputs(List.of("flat"));
    assertThatThrownBy(() -> Predictor.of(mixed, new ModelInfo("mixed", List.of())))
        .isInstanceOf(ModelFileException.class)
        .hasMessageEndingWith("and FLOAT32 [1, 6] of two");

    assertThatThrownBy(() -> Predictor.of(graph, new ModelInfo("two", List.of("a", "b"))))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("names 2 classes and scores 3");
    var oneChannel = new ModelInfo("one", List.of(), new float[] {0}, new float[] {1}, Map.of());
    assertThatThrownBy(() -> Predictor.of(graph, oneChannel))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("normalises 1 channels and its samples [6, 5, 2] have 2");
  }

  @Test
  void refusesAModelOfNaN() {
    var model = Models.cnn(1);
    model.namedParameters().get("6.weight").floats()[0] = Float.NaN;
    var file = saved(model);
    assertThatThrownBy(() -> Predictor.load(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(file + ": the model 'small' cannot be run: ");
  }

  /** A graph may claim anything: a few paddings, and one sample needs more than any memory. */
  @Test
  void refusesValuesLargerThanTheMemory() {
    var pad = new Pad(List.of(0, 0, 0, 0), List.of(0, 0, 4_000_000, 0), 0);
    var nodes = new ArrayList<GraphNode>();
    for (int i = 0; i < 200; i++) nodes.add(new GraphNode("pad" + i, pad, List.of("input")));
    var graph = Models.graph(Models.cnn(1));
    nodes.addAll(graph.nodes());
    assertThatThrownBy(() -> Predictor.of(graph.withNodes(nodes), Models.INFO))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("MB for one sample, and Java may use");
  }

  @Test
  void refusesValuesWithoutElements() {
    var weight = new LinkedHashMap<>(Map.of("weight", Parameter.of(Tensor.zeros(Shape.of(0, 2)))));
    var linear = new GraphNode("scores", new jacquard.engine.op.Linear(), List.of("x", "weight"));
    var input = new GraphInput("x", DType.FLOAT32, Shape.of(0));
    var graph =
        new Graph(
            List.of(input), weight, new LinkedHashMap<>(), List.of(linear), List.of("scores"));
    assertThatThrownBy(() -> Predictor.of(graph, new ModelInfo("empty", List.of())))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("'x' is [1, 0], without elements");
  }

  private Path saved(Module model) {
    var file = folder.resolve("model.safetensors");
    ModelFile.save(file, Models.graph(model), Models.INFO);
    return file;
  }

  private static List<float[]> pictures(int count, long seed) {
    var random = new Random(seed);
    var pictures = new ArrayList<float[]>();
    for (int i = 0; i < count; i++) {
      var pixels = new float[60];
      for (int j = 0; j < pixels.length; j++) pixels[j] = random.nextFloat();
      pictures.add(pixels);
    }
    return pictures;
  }
}
