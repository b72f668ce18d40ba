package jacquard.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import jacquard.deploy.onnx.proto.AttributeProto;
import jacquard.deploy.onnx.proto.GraphProto;
import jacquard.deploy.onnx.proto.ModelProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.proto.OperatorSetIdProto;
import jacquard.deploy.onnx.proto.SparseTensorProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.deploy.onnx.proto.TensorShapeProto;
import jacquard.deploy.onnx.proto.TypeProto;
import jacquard.deploy.onnx.proto.ValueInfoProto;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A constant {@code c} in every encoding, read by {@code y = x * float(c)}. */
class TensorEncodingsTest {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private static GraphProto.Builder graph() {
    var shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimValue(2);
    shape.addDimBuilder().setDimValue(2);
    var type = TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape);
    var x =
        ValueInfoProto.newBuilder()
            .setName("x")
            .setType(TypeProto.newBuilder().setTensorType(type));
    var toFloat = AttributeProto.newBuilder().setName("to").setType(2).setI(FLOAT);
    return GraphProto.newBuilder()
        .setName("graph")
        .addInput(x)
        .addNode(
            NodeProto.newBuilder()
                .setOpType("Cast")
                .addInput("c")
                .addOutput("real")
                .addAttribute(toFloat))
        .addNode(
            NodeProto.newBuilder().setOpType("Mul").addInput("x").addInput("real").addOutput("y"))
        .addOutput(x.build().toBuilder().setName("y"));
  }

  private static byte[] bytes(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static byte[] with(TensorProto.Builder c) {
    return bytes(graph().addInitializer(c.setName("c")));
  }

  private static byte[] with(SparseTensorProto.Builder c) {
    return bytes(graph().addSparseInitializer(c));
  }

  private static final Map<String, Tensor> ONES =
      Map.of("x", Tensor.of(new float[] {1, 1, 1, 1}, 2, 2));

  private static float[] read(byte[] model) {
    return OnnxModel.read(model, Map.of()).run(ONES).get("y").floats();
  }

  private static TensorProto.Builder pair(int type) {
    return TensorProto.newBuilder().setDataType(type).addDims(2);
  }

  private static TensorProto.Builder raw(int type, ByteBuffer bytes) {
    return pair(type).setRawData(ByteString.copyFrom(bytes.rewind()));
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void everyEncodingOfFloatsIsRead() {
    var encodings =
        List.of(
            pair(FLOAT).addFloatData(2).addFloatData(-3),
            raw(FLOAT, bytes(8).putFloat(2).putFloat(-3)),
            pair(11).addDoubleData(2).addDoubleData(-3),
            raw(11, bytes(16).putDouble(2).putDouble(-3)),
            pair(10).addInt32Data(0x4000).addInt32Data(0xC200),
            raw(10, bytes(4).putShort((short) 0x4000).putShort((short) 0xC200)),
            pair(16).addInt32Data(0x4000).addInt32Data(0xC040),
            raw(16, bytes(4).putShort((short) 0x4000).putShort((short) 0xC040)));
    for (var c : encodings) assertThat(read(with(c))).containsExactly(2, -3, 2, -3);
  }

  @Test
  void everyEncodingOfSignedIntegersIsRead() {
    var encodings =
        List.of(
            pair(3).addInt32Data(2).addInt32Data(-3),
            raw(3, bytes(2).put((byte) 2).put((byte) -3)),
            pair(5).addInt32Data(2).addInt32Data(-3),
            raw(5, bytes(4).putShort((short) 2).putShort((short) -3)),
            pair(6).addInt32Data(2).addInt32Data(-3),
            raw(6, bytes(8).putInt(2).putInt(-3)),
            pair(INT64).addInt64Data(2).addInt64Data(-3),
            raw(INT64, bytes(16).putLong(2).putLong(-3)));
    for (var c : encodings) assertThat(read(with(c))).containsExactly(2, -3, 2, -3);
  }

  @Test
  void everyEncodingOfUnsignedIntegersIsRead() {
    var encodings =
        List.of(
            pair(2).addInt32Data(2).addInt32Data(200),
            raw(2, bytes(2).put((byte) 2).put((byte) 200)),
            pair(4).addInt32Data(2).addInt32Data(200),
            raw(4, bytes(4).putShort((short) 2).putShort((short) 200)),
            pair(12).addUint64Data(2).addUint64Data(200),
            raw(12, bytes(8).putInt(2).putInt(200)),
            pair(13).addUint64Data(2).addUint64Data(200),
            raw(13, bytes(16).putLong(2).putLong(200)));
    for (var c : encodings) assertThat(read(with(c))).containsExactly(2, 200, 2, 200);
    var truth = List.of(pair(9).addInt32Data(0).addInt32Data(1), raw(9, bytes(2).put(1, (byte) 1)));
    for (var c : truth) assertThat(read(with(c))).containsExactly(0, 1, 0, 1);
  }

  private static SparseTensorProto.Builder sparse(TensorProto.Builder indices) {
    var values = TensorProto.newBuilder().setName("c").setDataType(FLOAT).addDims(2);
    return SparseTensorProto.newBuilder()
        .setValues(values.addFloatData(5).addFloatData(7))
        .setIndices(indices.setDataType(INT64))
        .addDims(2)
        .addDims(2);
  }

  private static TensorProto.Builder positions(long first, long second) {
    return TensorProto.newBuilder().addDims(2).addInt64Data(first).addInt64Data(second);
  }

  @Test
  void sparseConstantsOfPositionsOrCoordinatesAreThoseOfOnnxRuntime() throws OrtException {
    var coordinates = TensorProto.newBuilder().addDims(2).addDims(2);
    for (long coordinate : new long[] {0, 1, 1, 0}) coordinates.addInt64Data(coordinate);
    for (var indices : List.of(positions(1, 2), coordinates)) {
      var model = with(sparse(indices));
      assertThat(read(model)).containsExactly(0, 5, 7, 0);
      try (var runtime = new OnnxRuntime(model)) {
        assertThat(runtime.run(ONES).get("y")).containsExactly(0, 5, 7, 0);
      }
    }
  }

  @Test
  void whatDoesNotFillItsShapeIsRefusedByName() {
    assertRefused(
        with(pair(FLOAT).addFloatData(2)),
        "tensor 'c' cannot be read: 1 numbers do not fill a tensor [2], which needs 2: the file is"
            + " damaged");
    assertRefused(
        with(raw(FLOAT, bytes(6))),
        "tensor 'c' cannot be read: 6 bytes do not fill a tensor [2], which needs 8: the file is"
            + " damaged");
    assertRefused(
        with(pair(8).addStringData(ByteString.copyFromUtf8("text"))),
        "tensor 'c' cannot be read: element type 8 of ONNX is not supported: only numbers of 8 bits"
            + " and more are");
    assertRefused(
        with(sparse(positions(1, 4))),
        "an index of the sparse tensor 'c' lies outside [2, 2]: the file is damaged");
  }

  private static void assertRefused(byte[] model, String message) {
    assertThatThrownBy(() -> OnnxModel.read(model, Map.of()))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(message);
  }
}
