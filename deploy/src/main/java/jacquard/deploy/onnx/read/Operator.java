package jacquard.deploy.onnx.read;

import java.util.List;

/**
 * An ONNX operator that can be read.
 *
 * @param name its type in the standard's own domain, for example {@code "Conv"}
 * @param since the oldest opset whose meaning of it is understood
 * @param reader what it becomes
 */
record Operator(String name, int since, Reader reader) {
  /** Turns a node into ops of the graph: what it adds and returns is checked as it is added. */
  @FunctionalInterface
  interface Reader {
    /**
     * The node's outputs, in order; there may be fewer than the node names if the rest cannot be
     * made, which is an error only where somebody reads them.
     *
     * @throws jacquard.engine.io.ModelFileException by {@link OnnxNode#refuse}, if this form of it
     *     is not supported
     */
    List<Value> read(OnnxNode node);
  }

  /** A reader of an operator with one output. */
  @FunctionalInterface
  interface Single {
    /** The node's output. */
    Value read(OnnxNode node);
  }

  /** An operator with one output. */
  static Operator of(String name, int since, Single reader) {
    return new Operator(name, since, node -> List.of(reader.read(node)));
  }

  /** An operator with several outputs. */
  static Operator several(String name, int since, Reader reader) {
    return new Operator(name, since, reader);
  }
}
