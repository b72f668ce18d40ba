package jacquard.deploy.onnx.write;

import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.Dropout;
import jacquard.engine.op.Elementwise;
import jacquard.engine.op.Pointwise;
import jacquard.kernels.Binary;
import java.util.List;
import java.util.Map;

/** What treats every element alike keeps the order of its input. */
final class ElementwiseWriter {
  private ElementwiseWriter() {}

  static void write(Values values, GraphNode node, Elementwise op) {
    var x = node.inputs().getFirst();
    switch (op) {
      case Pointwise(var function, float alpha) ->
          ActivationWriter.write(values, node, function, alpha, values.asIs(x), values.order(x));
      case Dropout(float rate) -> {
        var ratio = values.file().real(node.name() + ".ratio", rate);
        values.write(node, "Dropout", Map.of(), List.of(values.asIs(x), ratio), values.order(x));
      }
      case Arithmetic(var function) -> write(values, node, function);
    }
  }

  private static void write(Values values, GraphNode node, Binary function) {
    var a = node.inputs().get(0);
    var b = node.inputs().get(1);
    boolean images =
        values.shape(node.name()).rank() == 4 && (isImage(values, a) || isImage(values, b));
    var operands =
        images && canStandBeside(values, a) && canStandBeside(values, b)
            ? List.of(values.besideImages(a), values.besideImages(b))
            : List.of(values.plain(a), values.plain(b));
    boolean kept = images && canStandBeside(values, a) && canStandBeside(values, b);
    values.write(node, operator(function), Map.of(), operands, kept ? Order.IMAGE : Order.PLAIN);
  }

  private static boolean isImage(Values values, String value) {
    return values.order(value).kind() == Order.Kind.IMAGE;
  }

  private static boolean canStandBeside(Values values, String value) {
    return values.graph().isConstant(value) || values.shape(value).rank() == 4;
  }

  private static String operator(Binary function) {
    return switch (function) {
      case ADD -> "Add";
      case SUB -> "Sub";
      case MUL -> "Mul";
      case DIV -> "Div";
      case MAX -> "Max";
      case MIN -> "Min";
    };
  }
}
