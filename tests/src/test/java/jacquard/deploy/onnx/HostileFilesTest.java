package jacquard.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import jacquard.Mutations;
import jacquard.deploy.onnx.proto.AttributeProto;
import jacquard.deploy.onnx.proto.GraphProto;
import jacquard.deploy.onnx.proto.ModelProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.proto.StringStringEntryProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.engine.io.ModelFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and malicious files: one clear sentence, no crash, no hang, bounded memory. */
class HostileFilesTest {
  private static final long MAX_BYTES = 256 << 20;
  private static final long[] HOSTILE = {
    0, -1, 1, 2, 3, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  @TempDir Path folder;

  @Test
  void damagedBytesAreRefusedOrHarmless() throws IOException {
    var good = TorchExportsTest.file("mobilenet-batch-norm");
    int refused = mutations().survive(good, 21, OnnxModel::read);
    assertThat(refused).isGreaterThan(Mutations.COUNT / 3);
  }

  @Test
  void hostileGraphsAreRefusedOrHarmless() throws IOException {
    var good =
        List.of(
            ModelProto.parseFrom(TorchExportsTest.file("cnn")),
            ModelProto.parseFrom(TorchExportsTest.file("attention")),
            ModelProto.parseFrom(QuantizedExportTest.models().getFirst().bytes()));
    int refused =
        mutations()
            .survive(
                random -> mutated(good.get(random.nextInt(good.size())), random),
                22,
                OnnxModel::read);
    assertThat(refused).isGreaterThan(Mutations.COUNT / 3);
  }

  private Mutations mutations() {
    return new Mutations(folder.resolve("mutated.onnx"), MAX_BYTES, ModelFileException.class);
  }

  /** A well-formed file that says something else in one to three places. */
  private static byte[] mutated(ModelProto good, Random random) {
    var model = good.toBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) mutate(model.getGraphBuilder(), random);
    return model.build().toByteArray();
  }

  private static void mutate(GraphProto.Builder graph, Random random) {
    var node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    long hostile = HOSTILE[random.nextInt(HOSTILE.length)];
    var operators = List.copyOf(OnnxModel.operators().keySet());
    switch (random.nextInt(7)) {
      case 0 -> node.setOpType(operators.get(random.nextInt(operators.size())));
      case 1 -> {
        if (node.getInputCount() == 0) return;
        var other = graph.getNode(random.nextInt(graph.getNodeCount()));
        node.setInput(random.nextInt(node.getInputCount()), other.getOutput(0));
      }
      case 2 ->
          node.addInput(
              graph.getInitializer(random.nextInt(graph.getInitializerCount())).getName());
      case 3 -> mutateAttribute(node, hostile, random);
      case 4 -> {
        var tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        if (tensor.getDimsCount() > 0)
          tensor.setDims(random.nextInt(tensor.getDimsCount()), hostile);
      }
      case 5 -> {
        var shape =
            graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        shape.getDimBuilder(random.nextInt(shape.getDimCount())).setDimValue(hostile);
      }
      default -> graph.removeNode(random.nextInt(graph.getNodeCount()));
    }
  }

  private static void mutateAttribute(NodeProto.Builder node, long hostile, Random random) {
    if (node.getAttributeCount() == 0) {
      node.addAttribute(AttributeProto.newBuilder().setName("axis").setType(2).setI(hostile));
      return;
    }
    var attribute = node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
    if (attribute.getIntsCount() > 0) {
      attribute.setInts(random.nextInt(attribute.getIntsCount()), hostile);
    } else {
      attribute.setI(hostile);
    }
  }

  @Test
  void aCircleIsRefused() throws IOException {
    var model = ModelProto.parseFrom(TorchExportsTest.file("mlp")).toBuilder();
    var graph = model.getGraphBuilder();
    int last = graph.getNodeCount() - 1;
    graph.getNodeBuilder(0).setInput(0, graph.getNode(last).getOutput(0));
    assertThatThrownBy(() -> OnnxModel.read(model.build().toByteArray(), Map.of()))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("which nothing before it makes")
        .hasMessageContaining("circle");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    var nested = new byte[0];
    for (int i = 0; i < 5000; i++) { // a graph in an attribute of a node of a graph ...
      nested = field(7, field(1, field(5, field(6, nested))));
      if (nested.length > 1 << 16) break;
    }
    var bytes = nested;
    assertThatThrownBy(() -> OnnxModel.read(bytes, Map.of()))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("it is no ONNX model");
  }

  private static byte[] field(int number, byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    var coded = com.google.protobuf.CodedOutputStream.newInstance(out);
    coded.writeByteArray(number, content);
    coded.flush();
    return out.toByteArray();
  }

  @Test
  void constantsOfAnySizeAreRefusedBeforeTheyAreMade() throws IOException {
    var shape =
        TensorProto.newBuilder()
            .setName("shape")
            .setDataType(7)
            .addDims(2)
            .addInt64Data(40_000)
            .addInt64Data(40_000);
    var model = ModelProto.parseFrom(TorchExportsTest.file("mlp")).toBuilder();
    var huge =
        NodeProto.newBuilder().setOpType("ConstantOfShape").addInput("shape").addOutput("huge");
    model.getGraphBuilder().addInitializer(shape).addNode(0, huge);
    assertThatThrownBy(() -> OnnxModel.read(model.build().toByteArray(), Map.of()))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("grow out of proportion");
  }

  @Test
  void externalDataAreReadInTheModelsFolderAlone() throws IOException {
    var inside = Files.createDirectory(folder.resolve("inside"));
    Files.write(folder.resolve("secret"), new byte[24 * 4]);
    Files.write(inside.resolve("weights"), new byte[24 * 4]);
    Files.createSymbolicLink(inside.resolve("link"), folder.resolve("secret"));
    var file = inside.resolve("model.onnx");
    for (var wrong : List.of("../secret", folder.resolve("secret").toString(), "link", "none")) {
      Files.write(file, external(wrong));
      assertThatThrownBy(() -> OnnxModel.read(file))
          .as(wrong)
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("the model's folder");
    }
    Files.write(file, external("weights"));
    assertThat(OnnxModel.read(file).graph().parameters().get("hidden.bias").floats())
        .containsOnly(0f);
  }

  private static byte[] external(String location)
      throws InvalidProtocolBufferException, IOException {
    var model = ModelProto.parseFrom(TorchExportsTest.file("mlp")).toBuilder();
    for (var tensor : model.getGraphBuilder().getInitializerBuilderList()) {
      if (!tensor.getName().equals("hidden.bias")) continue;
      tensor.clearRawData().setDataLocation(1);
      tensor.addExternalData(
          StringStringEntryProto.newBuilder().setKey("location").setValue(location));
    }
    return model.build().toByteArray();
  }
}
