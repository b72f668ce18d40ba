package jacquard.deploy.onnx.write;

import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Elementary;
import jacquard.engine.op.Pairwise;
import java.util.List;
import java.util.Map;

/** Elementary functions and functions of pairs, by ONNX's names for them. */
final class FunctionWriter {
  private FunctionWriter() {}

  static void write(Values values, GraphNode node, Elementary op) {
    var x = node.inputs().getFirst();
    values.write(node, operator(op), attributes(op), List.of(values.asIs(x)), values.order(x));
  }

  private static String operator(Elementary op) {
    return switch (op.function()) {
      case ABS -> "Abs";
      case NEG -> "Neg";
      case SIGN -> "Sign";
      case RELU -> "Relu";
      case CEIL -> "Ceil";
      case FLOOR -> "Floor";
      case ROUND -> "Round";
      case SIN -> "Sin";
      case COS -> "Cos";
      case TAN -> "Tan";
      case ASIN -> "Asin";
      case ACOS -> "Acos";
      case ATAN -> "Atan";
      case SINH -> "Sinh";
      case COSH -> "Cosh";
      case ASINH -> "Asinh";
      case ACOSH -> "Acosh";
      case ATANH -> "Atanh";
      case ERF -> "Erf";
      case ELU -> "Elu";
      case SELU -> "Selu";
      case CELU -> "Celu";
      case SOFTPLUS -> "Softplus";
      case SOFTSIGN -> "Softsign";
      case HARD_SIGMOID -> "HardSigmoid";
      case HARD_SWISH -> "HardSwish";
      case THRESHOLDED_RELU -> "ThresholdedRelu";
      case SHRINK -> "Shrink";
      case NOT -> "Not";
      case IS_NAN -> "IsNaN";
      case IS_INF -> "IsInf";
      case GELU -> "Gelu";
      case MISH -> "Mish";
    };
  }

  private static Map<String, ?> attributes(Elementary op) {
    return switch (op.function()) {
      case ELU, CELU, THRESHOLDED_RELU -> Map.of("alpha", op.a());
      case SELU -> Map.of("alpha", op.a(), "gamma", op.b());
      case HARD_SIGMOID -> Map.of("alpha", op.a(), "beta", op.b());
      case SHRINK -> Map.of("lambd", op.a(), "bias", op.b());
      case IS_INF -> Map.of("detect_negative", op.a() != 0, "detect_positive", op.b() != 0);
      default -> Map.of();
    };
  }

  static void write(Values values, GraphNode node, Pairwise op) {
    var inputs = node.inputs().stream().map(values::plain).toList();
    var operator =
        switch (op.function()) {
          case ADD -> "Add";
          case SUB -> "Sub";
          case MUL -> "Mul";
          case DIV -> "Div";
          case MAX -> "Max";
          case MIN -> "Min";
          case POW -> "Pow";
          case MOD, FMOD -> "Mod";
          case PRELU -> "PRelu";
          case SHIFT_LEFT, SHIFT_RIGHT -> "BitShift";
          case AND -> "And";
          case OR -> "Or";
          case XOR -> "Xor";
          case EQUAL -> "Equal";
          case GREATER -> "Greater";
          case GREATER_OR_EQUAL -> "GreaterOrEqual";
          case LESS -> "Less";
          case LESS_OR_EQUAL -> "LessOrEqual";
        };
    Map<String, ?> attributes =
        switch (op.function()) {
          case FMOD -> Map.of("fmod", 1);
          case SHIFT_LEFT -> Map.of("direction", "LEFT");
          case SHIFT_RIGHT -> Map.of("direction", "RIGHT");
          default -> Map.of();
        };
    values.write(node, operator, attributes, inputs, Order.PLAIN);
  }
}
