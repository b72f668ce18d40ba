package jacquard.bench.peers;

import java.util.List;

/**
 * An ONNX model under construction: a chain or a graph of nodes on float tensors. Field numbers are
 * those of {@code onnx.proto}.
 */
final class OnnxModel {
  static final String OUTPUT = "y";

  private static final int FLOAT = 1;
  private static final int IR_VERSION = 9;
  private static final int OPSET = 20;

  private final Proto graph = new Proto().text(2, "work");
  private int values;

  /** Adds an input; returns its name. */
  String input(int... shape) {
    var name = "x" + values++;
    graph.message(11, value(name, shape));
    return name;
  }

  /** Adds a constant; returns its name. */
  String constant(float[] data, int... shape) {
    var name = "w" + values++;
    var tensor = new Proto();
    for (int dim : shape) tensor.number(1, dim);
    tensor.number(2, FLOAT).text(8, name).bytes(9, Proto.littleEndian(data));
    graph.message(5, tensor);
    return name;
  }

  /** Adds a node; returns its output's name. */
  String node(String op, List<String> inputs, Attribute... attributes) {
    return node("v" + values++, op, inputs, attributes);
  }

  /** Adds the last node and finishes the model. */
  byte[] finish(int[] shape, String op, List<String> inputs, Attribute... attributes) {
    node(OUTPUT, op, inputs, attributes);
    graph.message(12, value(OUTPUT, shape));
    var opset = new Proto().text(1, "").number(2, OPSET);
    return new Proto().number(1, IR_VERSION).message(7, graph).message(8, opset).toBytes();
  }

  private String node(String output, String op, List<String> inputs, Attribute... attributes) {
    var node = new Proto();
    for (var input : inputs) node.text(1, input);
    node.text(2, output).text(4, op);
    for (var attribute : attributes) node.message(5, attribute.proto);
    graph.message(1, node);
    return output;
  }

  private static Proto value(String name, int... shape) {
    var dims = new Proto();
    for (int dim : shape) dims.message(1, new Proto().number(1, dim));
    var type = new Proto().number(1, FLOAT).message(2, dims);
    return new Proto().text(1, name).message(2, new Proto().message(1, type));
  }

  /** A node's setting. */
  static final class Attribute {
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int INTS = 7;

    private final Proto proto = new Proto();

    private Attribute(String name, int type) {
      proto.text(1, name).number(20, type);
    }

    static Attribute of(String name, long value) {
      var attribute = new Attribute(name, INT);
      attribute.proto.number(3, value);
      return attribute;
    }

    static Attribute of(String name, String value) {
      var attribute = new Attribute(name, STRING);
      attribute.proto.text(4, value);
      return attribute;
    }

    static Attribute ints(String name, int... values) {
      var attribute = new Attribute(name, INTS);
      for (int value : values) attribute.proto.number(8, value);
      return attribute;
    }
  }
}
