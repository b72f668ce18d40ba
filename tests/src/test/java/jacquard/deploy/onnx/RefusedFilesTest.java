package jacquard.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.deploy.onnx.proto.GraphProto;
import jacquard.deploy.onnx.proto.ModelProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.proto.OperatorSetIdProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.deploy.onnx.proto.TypeProto;
import jacquard.engine.io.ModelFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read is refused in one sentence: what, where, and how to mend it. */
class RefusedFilesTest {
  private static final int FLOAT = 1;
  private static final int UINT8 = 2;

  private static ModelProto.Builder good() throws IOException {
    return ModelProto.parseFrom(TorchExportsTest.file("mlp")).toBuilder();
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> OnnxModel.read(bytes, Map.of()))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(message);
  }

  private static void assertRefused(ModelProto.Builder model, String message) {
    assertRefused(model.build().toByteArray(), message);
  }

  @Test
  void otherFilesAndPiecesOfFiles() throws IOException {
    var sentence =
        "it is no ONNX model, or one that was damaged or cut off: copy or export it anew";
    assertRefused("hello, world".getBytes(StandardCharsets.UTF_8), sentence);
    var whole = TorchExportsTest.file("mlp");
    assertRefused(Arrays.copyOf(whole, whole.length / 2), sentence);
    assertRefused(Arrays.copyOf(whole, whole.length - 1), sentence);
    assertRefused(new byte[0], "it is no ONNX model: it has no graph or names no opset");
  }

  @Test
  void versionsThatAreNewerOrMissing() throws IOException {
    assertRefused(
        good().setIrVersion(11),
        "its IR version is 11, and 1 to 10 are understood: export it for one of these");
    assertRefused(
        good().clearIrVersion(),
        "its IR version is 0, and 1 to 10 are understood: export it for one of these");
    var newer = good();
    newer.getOpsetImportBuilder(0).setVersion(22);
    assertRefused(newer, "its opset is 22, and 1 to 21 are understood: export it for one of these");
  }

  @Test
  void operatorsThatAreNotSupportedByNameNodeAndOpset() throws IOException {
    var unknown = good();
    unknown.getGraphBuilder().getNodeBuilder(0).setOpType("NonZero").setName("first");
    assertRefused(
        unknown,
        "node 'first' uses the operator NonZero of opset 13, which is not supported:"
            + " docs/onnx-ops.md lists those that are");
    var foreign = good();
    var first = foreign.getGraphBuilder().getNodeBuilder(0);
    first.setOpType("FusedGemm").setDomain("com.microsoft").clearName().clearOutput();
    first.addOutput("y");
    assertRefused(
        foreign,
        "node 'y' uses the operator com.microsoft.FusedGemm of opset 13, which is not supported:"
            + " docs/onnx-ops.md lists those that are");
    var later = good();
    later.getGraphBuilder().getNodeBuilder(0).setOpType("Mish").setName("first");
    assertRefused(
        later,
        "node 'first' uses the operator Mish of opset 13, which is not supported: it is from opset"
            + " 18 on");
  }

  @Test
  void inputsOfTextAndOpenAxesBehindTheBatch() throws IOException {
    var text = good();
    type(text).setElemType(8);
    assertRefused(
        text,
        "'input' cannot be used: element type 8 of ONNX is not supported: only numbers of 8 bits"
            + " and more are");
    var open = good();
    type(open).getShapeBuilder().getDimBuilder(2).setDimParam("height");
    assertRefused(
        open,
        "input 'input' leaves axis 2 open, and only axis 0, the batch, may be: export with a fixed"
            + " length");
  }

  private static TypeProto.Tensor.Builder type(ModelProto.Builder m) {
    return m.getGraphBuilder().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 0, -1})
  void scalesThatAreNaNOrNoneWhereverTheyStand(float scale) {
    assertScaleRefused("QuantizeLinear", List.of("real", "bad"), scale);
    assertScaleRefused("QuantizeLinear", List.of("real", "bad pair"), scale);
    assertScaleRefused("DequantizeLinear", List.of("codes", "bad"), scale);
    for (var operator : List.of("QLinearMatMul", "QLinearConv")) {
      for (int bad = 0; bad < 3; bad++) {
        var scales = new String[] {"good", "good", "good"};
        scales[bad] = "bad";
        var inputs =
            List.of("codes", scales[0], "zero", "codes", scales[1], "zero", scales[2], "zero");
        assertScaleRefused(operator, inputs, scale);
      }
    }
  }

  /** A node of constants, all that are needed: floats, codes, and scales good and bad. */
  private static void assertScaleRefused(String operator, List<String> inputs, float scale) {
    var node = NodeProto.newBuilder().setName("n").setOpType(operator).addAllInput(inputs);
    var codes = TensorProto.newBuilder().setName("codes").setDataType(UINT8);
    boolean images = operator.equals("QLinearConv");
    for (int i = 0; i < (images ? 4 : 2); i++) codes.addDims(i < 2 ? 2 : 1);
    for (int i = 0; i < 4; i++) codes.addInt32Data(i);
    var real = TensorProto.newBuilder().setName("real").setDataType(FLOAT).addDims(1).addDims(2);
    var pair = TensorProto.newBuilder().setName("bad pair").setDataType(FLOAT).addDims(2);
    var zero = TensorProto.newBuilder().setName("zero").setDataType(UINT8).addInt32Data(0);
    var graph =
        GraphProto.newBuilder()
            .addInitializer(codes)
            .addInitializer(real.addFloatData(1).addFloatData(2))
            .addInitializer(pair.addFloatData(1).addFloatData(scale))
            .addInitializer(zero)
            .addInitializer(scalar("good", 1))
            .addInitializer(scalar("bad", scale))
            .addNode(node.addOutput("y"));
    var model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph);
    assertRefused(
        model,
        ("node 'n' (%s, opset 13) cannot be read: a scale of quantisation is positive and finite,"
                + " not %s: calibrate the model anew")
            .formatted(operator, scale));
  }

  private static TensorProto.Builder scalar(String name, float value) {
    return TensorProto.newBuilder().setName(name).setDataType(FLOAT).addFloatData(value);
  }
}
