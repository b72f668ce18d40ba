package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.deploy.onnx.Npy;
import jacquard.engine.io.ModelFile;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.fashion.model.Zoo;
import jacquard.kernels.Parallel;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.Quantizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void aFileThatIsNoModelIsAnsweredInOneSentence() throws Exception {
    var text = Files.writeString(folder.resolve("text.onnx"), "hello, world");
    var inspection = Cli.run("onnx", "inspect", text);
    assertThat(inspection.code()).isEqualTo(1);
    assertThat(inspection.errLines()).hasSize(1);
    assertThat(inspection.err()).contains("it is no ONNX model");
  }
}
