package jacquard.deploy.onnx.write;

import com.google.protobuf.ByteString;
import jacquard.deploy.onnx.proto.AttributeProto;
import jacquard.deploy.onnx.proto.GraphProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.deploy.onnx.type.LittleEndian;
import jacquard.deploy.onnx.type.OnnxType;
import jacquard.deploy.onnx.type.OwnOperators;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes and constants of a file, as they are added. */
final class FileBuilder {
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int INTS = 7;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> names = new HashSet<>();

  FileBuilder(Set<String> taken) {
    names.addAll(taken);
  }

  GraphProto.Builder graph() {
    return graph;
  }

  /** A name that is not taken yet. */
  String free(String wish) {
    var name = wish;
    for (int i = 2; !names.add(name); i++) name = wish + "_" + i;
    return name;
  }

  /** Adds a node whose only output bears its name. */
  String node(String name, String operator, Map<String, ?> attributes, List<String> inputs) {
    return node(name, "", operator, attributes, inputs);
  }

  private String node(
      String name, String domain, String operator, Map<String, ?> attributes, List<String> inputs) {
    var node = NodeProto.newBuilder().setName(name).setOpType(operator);
    if (!domain.isEmpty()) node.setDomain(domain);
    node.addAllInput(inputs).addOutput(name);
    attributes.forEach((key, value) -> node.addAttribute(attribute(key, value)));
    graph.addNode(node);
    return name;
  }

  /** Adds a node of an operator of our own. */
  String ownNode(String name, String operator, List<String> inputs) {
    return node(name, OwnOperators.DOMAIN, operator, Map.of(), inputs);
  }

  private static AttributeProto attribute(String name, Object value) {
    var attribute = AttributeProto.newBuilder().setName(name);
    switch (value) {
      case Float real -> attribute.setType(FLOAT).setF(real);
      case Integer integer -> attribute.setType(INT).setI(integer);
      case Boolean flag -> attribute.setType(INT).setI(flag ? 1 : 0);
      case String text -> attribute.setType(STRING).setS(ByteString.copyFromUtf8(text));
      case List<?> list -> {
        attribute.setType(INTS);
        list.forEach(each -> attribute.addInts(((Number) each).longValue()));
      }
      default -> throw new IllegalArgumentException("no attribute can be " + value);
    }
    return attribute.build();
  }

  /** Adds a constant. */
  String constant(String name, Tensor tensor) {
    var proto =
        TensorProto.newBuilder().setName(name).setDataType(OnnxType.of(tensor.dtype()).number());
    for (int dim : tensor.shape().dims()) proto.addDims(dim);
    graph.addInitializer(proto.setRawData(ByteString.copyFrom(LittleEndian.bytes(tensor))));
    return name;
  }

  /** Adds int64 figures. */
  String integers(String name, List<Integer> values) {
    var tensor = Tensor.zeros(DType.INT64, Shape.of(values.size()));
    for (int i = 0; i < values.size(); i++) tensor.longs()[i] = values.get(i);
    return constant(free(name), tensor);
  }

  /** Adds a float. */
  String real(String name, float value) {
    return constant(free(name), Tensor.full(Shape.SCALAR, value));
  }
}
