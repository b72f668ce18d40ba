package jacquard.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import jacquard.deploy.onnx.proto.AttributeProto;
import jacquard.deploy.onnx.proto.GraphProto;
import jacquard.deploy.onnx.proto.ModelProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.proto.OperatorSetIdProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.deploy.onnx.proto.TensorShapeProto;
import jacquard.deploy.onnx.proto.TypeProto;
import jacquard.deploy.onnx.proto.ValueInfoProto;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.PlanOptions;
import jacquard.engine.graph.PlanOptions.Use;
import jacquard.engine.op.Quantization;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Quantised forms in small networks, with scales for each channel, against ONNX Runtime. */
class QuantizedModelTest {
  private static final int FLOAT = 1;
  private static final int UINT8 = 2;
  private static final int INT8 = 3;
  private static final int INT32 = 6;

  private final Random random = new Random(17);
  private final GraphProto.Builder graph = GraphProto.newBuilder();

  @Test
  void aConvolutionOfCodesWithAScaleForEachChannel() throws Exception {
    scalars();
    add("w", INT8, codes(4 * 3 * 9), 4, 3, 3, 3);
    reals("wScale", 0.02f, 0.03f, 0.01f, 0.025f);
    add("wZero", INT8, new byte[4], 4);
    add("bias", INT32, new byte[16], 4);
    reals("yScale", 0.11f);
    add("yZero", UINT8, new byte[] {100});
    node("QuantizeLinear", "x", "input", "scale", "zero");
    node(
            "QLinearConv",
            "y",
            "x",
            "scale",
            "zero",
            "w",
            "wScale",
            "wZero",
            "yScale",
            "yZero",
            "bias")
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("pads")
                .setType(7)
                .addAllInts(List.of(1L, 1L, 1L, 1L)));
    node("DequantizeLinear", "output", "y", "yScale", "yZero");
    assertSame(0.11f, 2, 3, 6, 5);
  }

  @Test
  void aProductOfCodesWithAZeroPointForEachColumn() throws Exception {
    add("w", INT8, codes(8 * 5), 8, 5);
    add("wZero", INT8, codes(5), 5);
    node("DynamicQuantizeLinear", "x", "input").addOutput("xScale").addOutput("xZero");
    node("MatMulInteger", "sums", "x", "w", "xZero", "wZero");
    node("Cast", "real", "sums")
        .addAttribute(AttributeProto.newBuilder().setName("to").setType(2).setI(FLOAT));
    node("Mul", "output", "real", "xScale");
    assertSame(1e-3f, 3, 8);
  }

  @Test
  void weightsThatAreStoredAsCodesBecomeConstants() throws Exception {
    add("codes", INT8, codes(6 * 4), 6, 4);
    reals("scales", 0.1f, 0.2f, 0.3f, 0.4f);
    add("zeros", INT8, codes(4), 4);
    node("DequantizeLinear", "weights", "codes", "scales", "zeros");
    node("Gemm", "output", "input", "weights");
    assertSame(1e-4f, 3, 6);
    assertThat(OnnxModel.read(model(3, 6), Map.of()).graph().nodes()).hasSize(1);
  }

  /** As ONNX Runtime's own tools write it: uint8 activations, an int32 bias, weights transposed. */
  @Test
  void aLayerBetweenCodesReachesTheIntegerKernel() throws Exception {
    scalars();
    add("codes", INT8, codes(4 * 6), 4, 6);
    reals("scales", 0.1f, 0.2f, 0.3f, 0.4f);
    reals("biasScales", 0.003f, 0.006f, 0.009f, 0.012f);
    add("biasCodes", INT32, codes(4 * 4), 4);
    node("QuantizeLinear", "x", "input", "scale", "zero");
    node("DequantizeLinear", "real", "x", "scale", "zero");
    onAxis0(node("DequantizeLinear", "weights", "codes", "scales"));
    onAxis0(node("DequantizeLinear", "bias", "biasCodes", "biasScales"));
    node("Gemm", "sums", "real", "weights", "bias")
        .addAttribute(AttributeProto.newBuilder().setName("transB").setType(2).setI(1));
    node("QuantizeLinear", "y", "sums", "scale", "zero");
    node("DequantizeLinear", "output", "y", "scale", "zero");
    assertSame(0.03f, 3, 6);
    var plan = Plan.compile(read(3, 6).graph(), new PlanOptions(Use.ALWAYS, Use.NEVER));
    assertThat(plan.toString().lines().map(line -> line.contains(" int8 ")))
        .containsExactly(false, true, false); // to codes, the layer and its codes, to floats
  }

  private static void onAxis0(NodeProto.Builder node) {
    node.addAttribute(AttributeProto.newBuilder().setName("axis").setType(2).setI(0));
  }

  @Test
  void codesWithAZeroPointForEachChannelAreAFormula() throws Exception {
    reals("scales", 0.1f, 0.2f, 0.3f);
    add("zeros", UINT8, new byte[] {100, 120, (byte) 140}, 3);
    node("QuantizeLinear", "x", "input", "scales", "zeros");
    node("DequantizeLinear", "output", "x", "scales", "zeros");
    assertSame(1e-5f, 2, 3, 4, 5);
    assertThat(read(2, 3, 4, 5).graph().nodes())
        .noneMatch(node -> node.op() instanceof Quantization);
  }

  private OnnxModel read(int... dims) {
    return OnnxModel.read(model(dims), Map.of());
  }

  private void scalars() {
    reals("scale", 0.03f);
    add("zero", UINT8, new byte[] {(byte) 128});
  }

  private byte[] codes(int count) {
    var codes = new byte[count];
    for (int i = 0; i < count; i++) codes[i] = (byte) (random.nextInt(101) - 50);
    return codes;
  }

  private NodeProto.Builder node(String operator, String output, String... inputs) {
    return graph
        .addNodeBuilder()
        .setOpType(operator)
        .addOutput(output)
        .addAllInput(List.of(inputs));
  }

  private void add(String name, int type, byte[] raw, long... dims) {
    var tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    for (long dim : dims) tensor.addDims(dim);
    graph.addInitializer(tensor.setRawData(ByteString.copyFrom(raw)));
  }

  private void reals(String name, float... values) {
    var tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
    if (values.length > 1) tensor.addDims(values.length);
    for (float value : values) tensor.addFloatData(value);
    graph.addInitializer(tensor);
  }

  private byte[] model(int... dims) {
    graph.clearInput().clearOutput();
    graph.addInput(value("input", dims)).addOutput(value("output"));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph.setName("quantized"))
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name, int... dims) {
    var type = TypeProto.Tensor.newBuilder().setElemType(FLOAT);
    var shape = TensorShapeProto.newBuilder();
    for (int dim : dims) shape.addDimBuilder().setDimValue(dim);
    if (dims.length > 0) type.setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  /** Up to one step of the output's scale: a half may be rounded either way. */
  private void assertSame(float step, int... dims) throws Exception {
    var bytes = model(dims);
    var given = Map.of("input", Pictures.random(23, dims));
    try (var runtime = new OnnxRuntime(bytes)) {
      var expected = runtime.run(given).get("output");
      var found = OnnxModel.read(bytes, Map.of()).run(given).get("output").floats();
      assertThat(Pictures.difference(found, expected)).isLessThanOrEqualTo(step * 1.001f);
    }
  }
}
