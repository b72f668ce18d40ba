package jacquard.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.nn.Functional;
import jacquard.engine.nn.Module;
import jacquard.engine.op.CustomOp;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("model.safetensors");
  }

  @Test
  void aModelComesBackInTheSameBits() {
    var model = Models.cnn(1);
    var graph = Models.graph(model);
    ModelFile.save(file, graph, Models.INFO);

    var loaded = ModelFile.load(file);

    assertThat(loaded.info()).usingRecursiveComparison().isEqualTo(Models.INFO);
    assertThat(loaded.graph().nodes()).isEqualTo(graph.nodes());
    assertThat(loaded.graph().inputs()).isEqualTo(graph.inputs());
    assertThat(loaded.graph().outputs()).isEqualTo(graph.outputs());
    assertThat(loaded.module().namedParameters().keySet())
        .containsExactlyElementsOf(model.namedParameters().keySet());
    assertThat(loaded.module().namedBuffers().keySet())
        .containsExactlyElementsOf(model.namedBuffers().keySet());
    assertThat(apply(loaded.module())).isEqualTo(apply(model));
  }

  @Test
  void aLoadedModelSavesToEqualBytes() throws IOException {
    ModelFile.save(file, Models.graph(Models.cnn(1)), Models.INFO);
    var again = folder.resolve("again");
    var loaded = ModelFile.load(file);
    ModelFile.save(again, loaded.graph(), loaded.info());
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void aLoadedModelCanBeTrained() {
    ModelFile.save(file, Models.graph(Models.cnn(1)), Models.INFO);
    var module = ModelFile.load(file).module();
    assertThat(module.parameters()).allMatch(Tensor::requiresGrad);
    var traced = Graph.trace(module, Models.SAMPLE);
    assertThat(traced.nodes()).isEqualTo(module.graph().nodes());
  }

  @Test
  void buffersOfAnyTypeStandBesideTheModel() {
    var graph = Models.graph(Models.cnn(1));
    var buffers = new LinkedHashMap<>(graph.buffers());
    buffers.put("6.weight.codes", Tensor.of(DType.INT8, new byte[] {-5, 5}, 2));
    buffers.put("6.weight.kept", Tensor.of(new int[] {3, 1}, 2));
    buffers.put("6.weight.mask", Tensor.of(DType.BOOL, new byte[] {1, 0}, 2));
    ModelFile.save(file, graph.withConstants(graph.parameters(), buffers), Models.INFO);

    var loaded = ModelFile.load(file).graph().buffers();

    assertThat(loaded.keySet()).containsExactlyElementsOf(buffers.keySet());
    assertThat(loaded.get("6.weight.codes").bytes()).containsExactly(-5, 5);
    assertThat(loaded.get("6.weight.kept").ints()).containsExactly(3, 1);
    assertThat(loaded.get("6.weight.mask").dtype()).isEqualTo(DType.BOOL);
  }

  @Test
  void aCustomOpIsFoundAmongTheClassesThatTheCallerNames() {
    var model = Models.custom(2);
    ModelFile.save(file, Models.graph(model), Models.INFO);

    assertThat(apply(ModelFile.load(file, Models.Squash.class).module())).isEqualTo(apply(model));
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            file
                + ": node '2' uses the op jacquard.engine.io.Models$Squash, which is not"
                + " Jacquard's: name its class when you load the file");
  }

  @Test
  void anOpThatIsNoRecordCannotBeSaved() {
    var op =
        new CustomOp() {
          @Override
          public Shape shape(List<Shape> inputs) {
            return inputs.getFirst();
          }

          @Override
          public void forward(jacquard.engine.op.Call call, List<Tensor> inputs, Tensor output) {}

          @Override
          public Tensor[] backward(
              jacquard.engine.op.Call call, List<Tensor> in, Tensor out, Tensor gradient) {
            return new Tensor[1];
          }
        };
    var graph = Models.graph(Models.cnn(1));
    var nodes = new ArrayList<>(graph.nodes());
    nodes.add(new GraphNode("mine", op, List.of("6")));
    assertThatThrownBy(() -> ModelFile.save(file, graph.withNodes(nodes), Models.INFO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of node 'mine' is not a record");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFileOfAnotherProgram() {
    SafetensorsFiles.sample().write(file);
    refuses("it holds tensors but no Jacquard model");
  }

  @Test
  void refusesATensorTooManyOrMissing() {
    var content = ModelFile.content(Models.graph(Models.cnn(1)), Models.INFO);
    var tensors = new LinkedHashMap<>(content.tensors());
    tensors.put("stranger", Tensor.zeros(Shape.of(2)));
    new Safetensors(tensors, content.metadata()).write(file);
    refuses("tensor 'stranger' is none of its graph's");

    tensors.remove("stranger");
    tensors.remove("6.bias");
    new Safetensors(tensors, content.metadata()).write(file);
    refuses("there is no tensor '6.bias'");
  }

  @Test
  void refusesTensorsThatDoNotFitTheGraph() {
    var content = ModelFile.content(Models.graph(Models.cnn(1)), Models.INFO);
    var tensors = new LinkedHashMap<>(content.tensors());
    tensors.put("6.weight", Tensor.zeros(Shape.of(25, 3)));
    new Safetensors(tensors, content.metadata()).write(file);
    refuses("its graph cannot be used (node '6', Linear: input [1, 24] does not fit");

    tensors.put("6.weight", Tensor.zeros(DType.INT8, Shape.of(24, 3)));
    new Safetensors(tensors, content.metadata()).write(file);
    refuses("parameter '6.weight' is INT8");
  }

  @Test
  void refusesHostileGraphs() {
    refusesGraph("\"version\":1", "\"version\":2", "version 2, and this Jacquard reads 1");
    refusesGraph("\"strideH\":1", "\"strideH\":-1", "strides must be positive");
    refusesGraph("\"strideH\":1", "\"strideH\":0", "strides must be positive");
    refusesGraph("\"strideH\":1", "\"strideH\":99999999999", "integer of 32 bits");
    refusesGraph("\"strideH\":1", "\"strideH\":\"1\"", "attributes.strideH: expected an integer");
    refusesGraph("\"strideH\":1,", "", "Conv2d has [strideH,");
    refusesGraph("\"padTop\":1", "\"padTop\":2147483647", "larger than image");
    refusesGraph("\"kh\":2", "\"kh\":2147483647", "window 2147483647x2 is larger");
    refusesGraph("\"rate\":0.25", "\"rate\":NaN", "not valid JSON");
    refusesGraph("\"rate\":0.25", "\"rate\":\"NaN\"", "dropout rate must be in [0, 1)");
    refusesGraph("\"groups\":1", "\"groups\":0", "does not fit weights [kh, kw, c / 0, k]");
    refusesGraph("\"sample\":[6,", "\"sample\":[-6,", "negative dimension");
    refusesGraph("\"sample\":[6,", "\"sample\":[2147483647,", "more than 2^31");
    refusesGraph("\"dtype\":\"FLOAT32\"", "\"dtype\":\"FLOAT16\"", "FLOAT16");
    refusesGraph("\"op\":\"Conv2d\"", "\"op\":\"java.lang.Thread\"", "java.lang.Thread, which is");
    refusesGraph("\"op\":\"Flatten\"", "\"op\":\"Window\"", "Window, which is not Jacquard's");
    refusesGraph("\"op\":\"Flatten\"", "\"op\":\"Embedding\"", "cannot take 1 inputs");
    refusesGraph("\"inputs\":[\"input\",", "\"inputs\":[\"6\",", "not defined before it");
    refusesGraph("\"outputs\":[\"6\"]", "\"outputs\":[]", "a graph needs an output");
    refusesGraph("\"outputs\":[\"6\"]", "\"outputs\":[\"7\"]", "reads '7'");
    refusesGraph("\"outputs\":[\"6\"]", "\"outputs\":null", "it has no 'outputs'");
    refusesGraph("\"6.weight\",\"6.bias\"]", "\"6.weight\",\"6.weight\"]", "'6.weight' twice");
  }

  @Test
  void refusesAnImpossibleModelInfo() {
    refusesInfo("\"deviation\":[0.5,", "\"deviation\":[0,", "positive deviation");
    refusesInfo(
        "\"deviation\":[0.5,2.0]", "\"deviation\":[0.5]", "each channel needs a finite mean");
    refusesInfo("\"mean\":[0.3,", "\"mean\":[\"NaN\",", "finite mean");
    refusesInfo("\"classes\":[\"top\",", "\"classes\":[1,", "expected a string");
    refusesInfo("\"accuracy\":\"0.91\"", "\"accuracy\":0.91", "expected a string");
  }

  @Test
  void copiesIntoTheSameModelOnly() {
    var source = Models.cnn(1);
    ModelFile.save(file, Models.graph(source), Models.INFO);
    var loaded = ModelFile.load(file);

    var same = Models.cnn(2);
    loaded.copyTo(same);
    assertThat(apply(same)).isEqualTo(apply(source));

    var other = Models.custom(3);
    var before = apply(other);
    assertThatThrownBy(() -> loaded.copyTo(other))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("the file's model 'small' is another one: tensor '1.weight' is");
    assertThat(apply(other)).isEqualTo(before);
  }

  @Test
  void aFailingWriteLeavesTheOldModel() throws IOException {
    ModelFile.save(file, Models.graph(Models.cnn(1)), Models.INFO);
    var before = Files.readAllBytes(file);
    var graph = Models.graph(Models.cnn(2));
    var brokenInfo = new ModelInfo("\ud800 is half a character", List.of());
    assertThatThrownBy(() -> ModelFile.save(file, graph, brokenInfo))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("could not be written");
    assertThat(file).hasBinaryContent(before);
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
  }

  private void refusesGraph(String good, String bad, String reason) {
    refusesMetadata("jacquard.graph", good, bad, reason);
  }

  private void refusesInfo(String good, String bad, String reason) {
    refusesMetadata("jacquard.model", good, bad, reason);
  }

  private void refusesMetadata(String key, String good, String bad, String reason) {
    var content = ModelFile.content(Models.graph(Models.cnn(1)), Models.INFO);
    var metadata = new LinkedHashMap<>(content.metadata());
    assertThat(metadata.get(key)).contains(good);
    metadata.put(key, metadata.get(key).replace(good, bad));
    new Safetensors(new LinkedHashMap<>(content.tensors()), metadata).write(file);
    refuses(reason);
  }

  private void refuses(String reason) {
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason)
        .message()
        .hasLineCount(1);
  }

  private static float[] apply(Module model) {
    var random = new Random(5);
    var x = Tensor.zeros(Shape.of(4, 6, 5, 2));
    for (int i = 0; i < x.size(); i++) x.floats()[i] = random.nextFloat();
    return Functional.softmax(model.apply(x)).floats();
  }
}
