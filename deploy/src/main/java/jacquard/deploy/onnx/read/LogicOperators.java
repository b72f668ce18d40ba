package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;

import jacquard.deploy.onnx.type.OnnxType;
import jacquard.engine.op.Cast;
import jacquard.engine.op.Elementary;
import jacquard.engine.op.ElementaryFunction;
import jacquard.engine.op.Pairwise;
import jacquard.engine.op.PairwiseFunction;
import jacquard.engine.op.Where;
import jacquard.engine.tensor.DType;
import java.util.List;

/** Comparisons, logic, and what chooses or converts by them. */
final class LogicOperators {
  private LogicOperators() {}

  static List<Operator> all() {
    return List.of(
        compare("Equal", 7, PairwiseFunction.EQUAL),
        compare("Greater", 7, PairwiseFunction.GREATER),
        compare("GreaterOrEqual", 12, PairwiseFunction.GREATER_OR_EQUAL),
        compare("Less", 7, PairwiseFunction.LESS),
        compare("LessOrEqual", 12, PairwiseFunction.LESS_OR_EQUAL),
        compare("And", 7, PairwiseFunction.AND),
        compare("Or", 7, PairwiseFunction.OR),
        compare("Xor", 7, PairwiseFunction.XOR),
        of("Not", 1, node -> node.keep(new Elementary(ElementaryFunction.NOT), node.in(0))),
        of("IsNaN", 9, n -> n.keep(new Elementary(ElementaryFunction.IS_NAN), n.in(0))),
        of("IsInf", 10, LogicOperators::isInf),
        of("Where", 9, node -> node.apply(new Where(), node.in(0), node.in(1), node.in(2))),
        of("Cast", 6, LogicOperators::cast),
        of("CastLike", 15, LogicOperators::castLike));
  }

  private static Operator compare(String name, int since, PairwiseFunction function) {
    return of(name, since, node -> Broadcasting.apply(node, new Pairwise(function), 0, 1));
  }

  private static Value isInf(OnnxNode node) {
    int negative = node.attributes().integer("detect_negative", 1);
    int positive = node.attributes().integer("detect_positive", 1);
    return node.keep(new Elementary(ElementaryFunction.IS_INF, negative, positive), node.in(0));
  }

  private static Value cast(OnnxNode node) {
    node.attributes().ignore("saturate"); // for eight-bit floats, which are refused
    var type = OnnxType.of(node.attributes().integer("to", 0));
    return to(node, type.carrier());
  }

  private static Value castLike(OnnxNode node) {
    node.attributes().ignore("saturate");
    return to(node, node.in(1).dtype());
  }

  private static Value to(OnnxNode node, DType dtype) {
    var x = node.in(0);
    return x.dtype() == dtype ? x : node.keep(new Cast(dtype), x);
  }
}
