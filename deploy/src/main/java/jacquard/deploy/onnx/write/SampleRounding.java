package jacquard.deploy.onnx.write;

import jacquard.deploy.onnx.proto.FunctionProto;
import jacquard.deploy.onnx.proto.OperatorSetIdProto;
import jacquard.deploy.onnx.type.OwnOperators;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rounding each sample to steps of its own. ONNX has no such operator, so the file defines it as a
 * function of the standard's: whoever reads the file can run it, and we know it by its name.
 */
final class SampleRounding {
  private SampleRounding() {}

  /** {@code y = round(x / step) step}, with a step for each index of axis 0. */
  static FunctionProto function() {
    var body = new FileBuilder(Set.of("x"));
    body.node("lines", "Constant", Map.of("value_ints", List.of(0, 1, -1)), List.of());
    body.node("flat", "Reshape", Map.of(), List.of("x", "lines")); // [n, 1, k]
    body.node("size", "Abs", Map.of(), List.of("flat"));
    body.node("largest", "GlobalMaxPool", Map.of(), List.of("size")); // [n, 1, 1]
    body.node("codes", "Constant", Map.of("value_float", (float) Byte.MAX_VALUE), List.of());
    body.node("share", "Div", Map.of(), List.of("largest", "codes"));
    body.node("least", "Constant", Map.of("value_float", Float.MIN_NORMAL), List.of());
    body.node("none", "Less", Map.of(), List.of("share", "least"));
    body.node("one", "Constant", Map.of("value_float", 1f), List.of());
    body.node("step", "Where", Map.of(), List.of("none", "one", "share"));
    body.node("steps", "Div", Map.of(), List.of("flat", "step"));
    body.node("whole", "Round", Map.of(), List.of("steps"));
    body.node("rounded", "Mul", Map.of(), List.of("whole", "step"));
    body.node("shape", "Shape", Map.of(), List.of("x"));
    body.node("y", "Reshape", Map.of(), List.of("rounded", "shape"));
    return FunctionProto.newBuilder()
        .setName(OwnOperators.DYNAMIC_QUANTIZE)
        .setDomain(OwnOperators.DOMAIN)
        .setDocString("Rounds each sample to 127 steps of its largest magnitude.")
        .addInput("x")
        .addOutput("y")
        .addAllNode(body.graph().getNodeList())
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(GraphWriter.OPSET))
        .build();
  }
}
