package jacquard.deploy.onnx.write;

import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.Linear;
import jacquard.engine.op.Op;
import jacquard.engine.op.Pointwise;
import jacquard.kernels.Unary;
import java.util.List;
import java.util.Map;

/** Functions of one argument, as nodes of their own or behind a layer that has them fused. */
final class ActivationWriter {
  private ActivationWriter() {}

  /** The function that an op applies, last of all. */
  static Unary functionOf(Op op) {
    return switch (op) {
      case Pointwise pointwise -> pointwise.function();
      case Linear linear -> linear.activation();
      case Conv2d conv -> conv.activation();
      default -> Unary.IDENTITY;
    };
  }

  /** Adds the function of a value that stands in the file, in whatever order. */
  static void write(
      Values values, GraphNode node, Unary function, float alpha, String x, Order order) {
    var file = values.file();
    var name = node.name();
    switch (function) {
      case IDENTITY -> values.write(node, "Identity", Map.of(), List.of(x), order);
      case RELU -> values.write(node, "Relu", Map.of(), List.of(x), order);
      case LEAKY_RELU -> values.write(node, "LeakyRelu", Map.of("alpha", alpha), List.of(x), order);
      case GELU -> values.write(node, "Gelu", Map.of("approximate", "tanh"), List.of(x), order);
      case SILU -> {
        var gate = file.node(file.free(name + ".sigmoid"), "Sigmoid", Map.of(), List.of(x));
        values.write(node, "Mul", Map.of(), List.of(x, gate), order);
      }
      case SIGMOID -> values.write(node, "Sigmoid", Map.of(), List.of(x), order);
      case TANH -> values.write(node, "Tanh", Map.of(), List.of(x), order);
      case EXP -> values.write(node, "Exp", Map.of(), List.of(x), order);
      case LOG -> values.write(node, "Log", Map.of(), List.of(x), order);
      case SQRT -> values.write(node, "Sqrt", Map.of(), List.of(x), order);
      case NEG -> values.write(node, "Neg", Map.of(), List.of(x), order);
      case ABS -> values.write(node, "Abs", Map.of(), List.of(x), order);
      case SQUARE -> values.write(node, "Mul", Map.of(), List.of(x, x), order);
      case RECIPROCAL -> values.write(node, "Reciprocal", Map.of(), List.of(x), order);
      case SCALE -> {
        var factor = file.real(name + ".factor", alpha);
        values.write(node, "Mul", Map.of(), List.of(x, factor), order);
      }
      case SHIFT -> {
        var summand = file.real(name + ".summand", alpha);
        values.write(node, "Add", Map.of(), List.of(x, summand), order);
      }
    }
  }
}
