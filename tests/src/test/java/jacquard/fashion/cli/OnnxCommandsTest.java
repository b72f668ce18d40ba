package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jacquard.deploy.onnx.Npy;
import jacquard.deploy.onnx.OnnxModel;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphInput;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.io.ModelFile;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.op.CrossEntropy;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.fashion.model.Zoo;
import jacquard.kernels.Parallel;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.Quantizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A saved model becomes an ONNX file, which is looked into and run. */
class OnnxCommandsTest {
  @TempDir static Path folder;
  private static Path onnx;
  private static Cli export;

  @BeforeAll
  static void export() {
    var model = folder.resolve("cnn-small.safetensors");
    var graph = Classifier.graph(Zoo.find("cnn-small").module(1));
    ModelFile.save(model, graph, Classifier.info("cnn-small", Map.of("accuracy", "0.9")));
    onnx = folder.resolve("cnn-small.onnx");
    export = Cli.run("export", model, "--onnx", onnx);
  }

  @Test
  void exportSaysThatItReadTheFileBack() {
    assertThat(export.code()).as(export.err()).isZero();
    assertThat(export.outLines().getFirst()).startsWith(onnx + ", opset 17, ");
    assertThat(export.out() + export.err()).contains("Read back: largest difference 0.0 over 16");
  }

  @Test
  void aQuantizedModelIsExportedWithItsCodes() throws Exception {
    var graph = Classifier.graph(Zoo.find("mlp").module(1));
    var config = QuantizationConfig.WEIGHT_ONLY;
    var quantized = Quantizer.quantize(graph, null, config, Parallel.inline()).graph();
    var model = folder.resolve("mlp-int8.safetensors");
    ModelFile.save(model, Quantizer.freeze(quantized), Classifier.info("mlp", Map.of()));
    var file = folder.resolve("mlp-int8.onnx");
    var run = Cli.run("export", model, "--onnx", file);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out() + run.err()).contains("Read back: largest difference 0.0 over 16");
    assertThat(Files.size(file)).isLessThan(graph.parameters().get("1.weight").size() * 2L);
    assertThat(Cli.run("onnx", "inspect", file).out()).contains("part of another node");
  }

  @Test
  void aPrunedModelMayLeaveItsZerosOut() throws Exception {
    var graph = Classifier.graph(Zoo.find("mlp").module(1));
    for (var weights : graph.parameters().values()) {
      for (int i = 0; i < weights.size(); i++) if (i % 20 > 0) weights.floats()[i] = 0;
    }
    var model = folder.resolve("pruned.safetensors");
    ModelFile.save(model, graph, Classifier.info("mlp", Map.of()));
    var file = folder.resolve("pruned.onnx");
    var run = Cli.run("export", model, "--onnx", file, "--sparse");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out() + run.err()).contains("Read back: largest difference 0.0 over 16");
    assertThat(Files.size(file)).isLessThan(Files.size(model) / 5);
  }

  @Test
  void inspectShowsATableOfWhatWillRun() {
    var inspection = Cli.run("onnx", "inspect", onnx);
    assertThat(inspection.code()).as(inspection.err()).isZero();
    assertThat(inspection.out())
        .contains("input   input FLOAT [batch, 1, 28, 28]")
        .contains("GEMM, packed weights")
        .contains("convolution, packed weights")
        .containsPattern("[0-9,]+ parameters, [0-9,]+ FLOPs a sample, [0-9,]+ bytes of weights");
  }

  @Test
  void runTakesAndWritesNumPyFiles() {
    var x = folder.resolve("x.npy");
    var y = folder.resolve("y.npy");
    Npy.write(x, Tensor.full(Shape.of(2, 1, 28, 28), 0.5f));
    var run = Cli.run("onnx", "run", onnx, "--input", x, "--output", y);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("FLOAT32 [2, 10]");
    assertThat(Npy.read(y).shape()).isEqualTo(Shape.of(2, 10));
  }

  @Test
  void wrongInputsAreAnsweredInOneSentence() {
    var x = folder.resolve("wrong.npy");
    Npy.write(x, Tensor.full(Shape.of(2, 28, 28, 1), 0.5f));
    var run = Cli.run("onnx", "run", onnx, "--input", x);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.errLines())
        .containsExactly(
            "jacquard: input 'input' is to be FLOAT32 [batch, 1, 28, 28], not FLOAT32 [2, 28, 28,"
                + " 1]");
    assertThat(Cli.run("onnx", "run", onnx).errLines())
        .containsExactly("jacquard: the model takes the inputs [input], not []");
    assertThat(Cli.run("onnx", "run", onnx, "--input", "y=" + x).err())
        .contains("'y=" + x + "' names no input of the model");
  }

  @ParameterizedTest
  @MethodSource
  void filesThatAreRefusedLeaveWhatWasThere(List<?> command, String sentence) throws IOException {
    var earlier = Files.writeString(folder.resolve("earlier"), "earlier");
    var words = new ArrayList<Object>(command);
    words.add(earlier);
    var run = Cli.run(words.toArray());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).containsExactly("jacquard: " + sentence);
    assertThat(earlier).hasContent("earlier");
  }

  static Stream<Arguments> filesThatAreRefusedLeaveWhatWasThere() throws IOException {
    var text = Files.writeString(folder.resolve("text.onnx"), "hello, world");
    var noModel = "it is no ONNX model, or one that was damaged or cut off: copy or export it anew";
    var cut = folder.resolve("cut.onnx");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(onnx), 1000));
    var x = folder.resolve("picture.npy");
    Npy.write(x, Tensor.full(Shape.of(1, 1, 28, 28), 0.5f));
    var counts = folder.resolve("counts.npy");
    Npy.write(counts, Tensor.of(new int[784], 1, 1, 28, 28));
    var loss = folder.resolve("loss.safetensors");
    ModelFile.save(loss, loss(), new ModelInfo("loss", List.of()));
    return Stream.of(
        arguments(List.of("onnx", "run", text, "--output"), text + ": " + noModel),
        arguments(List.of("onnx", "run", cut, "--input", x, "--output"), cut + ": " + noModel),
        arguments(
            List.of("onnx", "run", onnx, "--input", counts, "--output"),
            "input 'input' is to be FLOAT32 [batch, 1, 28, 28], not INT32 [1, 1, 28, 28]"),
        arguments(
            List.of("onnx", "run", onnx, "--input", x, "--output", folder, "--output"),
            "'%s' names the output '%s' a second time: give it one file"
                .formatted(
                    folder.resolve("earlier"), OnnxModel.read(onnx).outputs().getFirst().name())),
        arguments(
            List.of("export", loss, "--onnx"),
            "node 'loss' (CrossEntropy) cannot be written as ONNX: a loss belongs to training"),
        arguments(
            List.of("export", folder.resolve("none"), "--onnx"),
            folder.resolve("none")
                + ": cannot be read (there is no such file): check the path and its permissions"));
  }

  private static Graph loss() {
    var inputs =
        List.of(
            new GraphInput("x", DType.FLOAT32, Shape.of(3)),
            new GraphInput("labels", DType.INT32, Shape.SCALAR));
    var node = new GraphNode("loss", new CrossEntropy(0), List.of("x", "labels"));
    return new Graph(
        inputs, new LinkedHashMap<>(), new LinkedHashMap<>(), List.of(node), List.of("loss"));
  }

  @Test
  void aFolderIsNoOutputAndNothingIsComputedForIt() {
    var x = folder.resolve("any.npy");
    Npy.write(x, Tensor.full(Shape.of(1, 1, 28, 28), 0.5f));
    var run = Cli.run("onnx", "run", onnx, "--input", x, "--output", folder);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .containsExactly("jacquard: " + folder + " is a folder; name a file in it.");
  }

  @Test
  void inspectAnswersToAFileThatIsNoModelInOneSentence() throws IOException {
    var text = Files.writeString(folder.resolve("text.onnx"), "hello, world");
    var inspection = Cli.run("onnx", "inspect", text);
    assertThat(inspection.code()).isEqualTo(1);
    assertThat(inspection.errLines()).hasSize(1);
    assertThat(inspection.err()).contains("it is no ONNX model");
  }
}
