package jacquard.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.deploy.onnx.proto.GraphProto;
import jacquard.deploy.onnx.proto.ModelProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.proto.OperatorSetIdProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.deploy.onnx.proto.TensorShapeProto;
import jacquard.deploy.onnx.proto.TypeProto;
import jacquard.deploy.onnx.proto.ValueInfoProto;
import jacquard.engine.graph.Graph;
import jacquard.engine.io.ModelFile;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.io.Predictor;
import jacquard.engine.io.Runner;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.fashion.model.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named inputs and outputs, and predicting from an ONNX file. */
class OnnxModelTest {
  @TempDir Path folder;

  /** {@code sum = a + b, product = a * c}; {@code c} is a constant. */
  private static byte[] twoOutputs(TensorProto c) {
    var graph =
        GraphProto.newBuilder()
            .addInput(input("a"))
            .addInput(input("b"))
            .addNode(node("Add", "sum", "a", "b"))
            .addNode(node("Mul", "product", "a", "c"))
            .addInitializer(c.toBuilder().setName("c"))
            .addOutput(input("sum"))
            .addOutput(input("product"));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addOutput(output)
        .addAllInput(List.of(inputs))
        .build();
  }

  private static ValueInfoProto input(String name) {
    var shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("n");
    shape.addDimBuilder().setDimValue(2);
    var type = TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private static TensorProto.Builder pair(int type) {
    return TensorProto.newBuilder().setDataType(type).addDims(2);
  }

  @Test
  void severalInputsAndOutputsHaveTheirNames() {
    var model =
        OnnxModel.read(twoOutputs(pair(1).addFloatData(10).addFloatData(20).build()), Map.of());
    var results =
        model.run(
            Map.of(
                "b",
                Tensor.of(new float[] {3, 4}, 1, 2),
                "a",
                Tensor.of(new float[] {1, 2}, 1, 2)));
    assertThat(results.keySet()).containsExactly("sum", "product");
    assertThat(results.get("sum").floats()).containsExactly(4, 6);
    assertThat(results.get("product").floats()).containsExactly(10, 40);
  }

  @Test
  void anInputThatIsGivenWhenReadingBecomesAConstant() {
    var c = pair(1).addFloatData(10).addFloatData(20).build();
    var b = Tensor.of(new float[] {3, 4}, 1, 2);
    var model = OnnxModel.read(twoOutputs(c), Map.of("b", b));
    assertThat(model.inputs()).extracting(port -> port.name()).containsExactly("a");
    var results = model.run(Map.of("a", Tensor.of(new float[] {1, 2}, 1, 2)));
    assertThat(results.get("sum").floats()).containsExactly(4, 6);
    assertThatThrownBy(() -> OnnxModel.read(twoOutputs(c), Map.of("x", b)))
        .hasMessage("'x' is to be fixed, but the model has the inputs [a, b]");
  }

  @Test
  void wrongNamesShapesAndTypesAreShownBesideWhatIsExpected() {
    var model =
        OnnxModel.read(twoOutputs(pair(1).addFloatData(1).addFloatData(1).build()), Map.of());
    var good = Tensor.zeros(Shape.of(3, 2));
    assertThatThrownBy(() -> model.run(Map.of("a", good, "x", good)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the model takes the inputs [a, b], not [");
    assertThatThrownBy(() -> model.run(Map.of("a", good, "b", Tensor.zeros(Shape.of(3, 4)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input 'b' is to be FLOAT32 [n, 2], not FLOAT32 [3, 4]");
    assertThatThrownBy(() -> model.run(Map.of("a", good, "b", Tensor.of(new int[6], 3, 2))))
        .hasMessage("input 'b' is to be FLOAT32 [n, 2], not INT32 [3, 2]");
    assertThatThrownBy(() -> model.run(Map.of("a", good, "b", Tensor.zeros(Shape.of(4, 2)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input 'b' is to be FLOAT32 [3, 2], not FLOAT32 [4, 2]");
    var none = Tensor.zeros(Shape.of(0, 2));
    assertThatThrownBy(() -> model.run(Map.of("a", none, "b", none)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input 'a' is to be FLOAT32 [n, 2], not FLOAT32 [0, 2]");
  }

  @Test
  void manyThreadsMayRunAModelAtOnce() throws Exception {
    var model = OnnxModel.read(TorchExportsTest.file("resnet20"), Map.of());
    var inputs =
        IntStream.range(0, 8).mapToObj(i -> Pictures.random(i, 1 + i % 3, 3, 16, 16)).toList();
    var alone = inputs.stream().map(x -> output(model, x)).toList();
    var together = inputs.parallelStream().map(x -> output(model, x)).toList();
    for (int i = 0; i < alone.size(); i++) {
      assertThat(together.get(i)).containsExactly(alone.get(i));
    }
  }

  private static float[] output(OnnxModel model, Tensor x) {
    return model.run(Map.of("input", x)).get("output").floats();
  }

  @Test
  void aPredictorLoadsAnOnnxFile() {
    var graph = Graph.trace(Zoo.find("cnn-small").module(1), Shape.of(28, 28, 1));
    var info =
        new ModelInfo("cnn-small", List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    var own = folder.resolve("model.safetensors");
    var onnx = folder.resolve("model.onnx");
    ModelFile.save(own, graph, info);
    OnnxExport.write(onnx, graph, info);
    var pixels = Pictures.random(3, 784).floats();
    assertThat(Predictor.load(onnx).predict(pixels)).isEqualTo(Predictor.load(own).predict(pixels));
    var batch = Map.of("input", Pictures.random(4, 2, 28, 28, 1));
    var name = graph.outputs().getFirst();
    assertThat(Runner.load(onnx).run(batch).get(name).floats())
        .containsExactly(Runner.load(own).run(batch).get(name).floats());
  }

  @Test
  void numPyFilesComeBackEqual() throws Exception {
    var file = folder.resolve("x.npy");
    for (var tensor :
        List.of(
            Pictures.random(5, 2, 3),
            Tensor.of(new long[] {1, -2, 3}, 3),
            Tensor.of(new int[] {7}),
            Tensor.of(jacquard.engine.tensor.DType.BOOL, new byte[] {1, 0}, 2, 1))) {
      Npy.write(file, tensor);
      var read = Npy.read(file);
      assertThat(read.toString()).isEqualTo(tensor.toString());
      assertThat(read.array()).isEqualTo(tensor.array());
      assertThat(Files.size(file) % 64)
          .isEqualTo(tensor.size() * (long) tensor.dtype().bytes() % 64);
    }
    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> Npy.read(file)).hasMessageContaining("it is no NumPy array");
  }
}
