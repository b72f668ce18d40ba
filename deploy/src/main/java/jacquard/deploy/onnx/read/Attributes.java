package jacquard.deploy.onnx.read;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.deploy.onnx.proto.AttributeProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.engine.io.ModelFileException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node's attributes by name. Integers beyond int32 are cut off at its ends. */
final class Attributes {
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int TENSOR = 4;
  private static final int FLOATS = 6;
  private static final int INTS = 7;

  private final String owner;
  private final Map<String, AttributeProto> byName = new HashMap<>();
  private final Set<String> read = new HashSet<>();

  Attributes(NodeProto node) {
    owner =
        "node '%s' (%s)"
            .formatted(
                quote(
                    node.getName().isEmpty()
                        ? String.join(",", node.getOutputList())
                        : node.getName()),
                quote(node.getOpType()));
    for (var attribute : node.getAttributeList()) {
      if (byName.put(attribute.getName(), attribute) != null) {
        throw wrong(attribute.getName(), "is there twice");
      }
    }
  }

  /** Whether an attribute is there. */
  boolean has(String name) {
    return byName.containsKey(name);
  }

  int integer(String name, int otherwise) {
    var attribute = find(name, INT);
    return attribute == null ? otherwise : clamp(attribute.getI());
  }

  boolean flag(String name, boolean otherwise) {
    return integer(name, otherwise ? 1 : 0) != 0;
  }

  float real(String name, float otherwise) {
    var attribute = find(name, FLOAT);
    return attribute == null ? otherwise : attribute.getF();
  }

  String text(String name, String otherwise) {
    var attribute = find(name, STRING);
    return attribute == null ? otherwise : attribute.getS().toStringUtf8();
  }

  List<Integer> integers(String name, List<Integer> otherwise) {
    var attribute = find(name, INTS);
    if (attribute == null) return otherwise;
    return attribute.getIntsList().stream().map(Attributes::clamp).toList();
  }

  List<Float> reals(String name) {
    var attribute = find(name, FLOATS);
    return attribute == null ? null : attribute.getFloatsList();
  }

  /** A tensor, or {@code null}. */
  TensorProto tensor(String name) {
    var attribute = find(name, TENSOR);
    return attribute == null ? null : attribute.getT();
  }

  /** Counts an attribute that changes nothing here as read. */
  void ignore(String name) {
    read.add(name);
  }

  private static int clamp(long value) {
    return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private AttributeProto find(String name, int type) {
    read.add(name);
    var attribute = byName.get(name);
    if (attribute == null) return null;
    if (!attribute.getRefAttrName().isEmpty()) throw wrong(name, "refers to a function's");
    if (attribute.hasType() && attribute.getType() != type) throw wrong(name, "has a wrong type");
    return attribute;
  }

  /** Refuses what no one asked for: it could change what the operator means. */
  void requireAllRead() {
    for (var name : byName.keySet()) {
      if (!read.contains(name)) throw wrong(name, "is not supported");
    }
  }

  private ModelFileException wrong(String name, String how) {
    return new ModelFileException(
        "%s cannot be read: its attribute '%s' %s".formatted(owner, quote(name), how));
  }
}
