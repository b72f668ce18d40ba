package jacquard.deploy.onnx.read;

import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.Pointwise;
import jacquard.engine.op.ReduceAxes;
import jacquard.engine.tensor.Shape;
import jacquard.kernels.Binary;
import jacquard.kernels.Unary;
import java.util.Arrays;
import java.util.List;

/** Arithmetic of floats, for operators that are formulas of others. */
final class Formula {
  private Formula() {}

  static Value add(OnnxNode node, Value a, Value b) {
    return node.apply(new Arithmetic(Binary.ADD), a, b);
  }

  static Value sub(OnnxNode node, Value a, Value b) {
    return node.apply(new Arithmetic(Binary.SUB), a, b);
  }

  static Value mul(OnnxNode node, Value a, Value b) {
    return node.apply(new Arithmetic(Binary.MUL), a, b);
  }

  static Value div(OnnxNode node, Value a, Value b) {
    return node.apply(new Arithmetic(Binary.DIV), a, b);
  }

  static Value sqrt(OnnxNode node, Value x) {
    return node.apply(new Pointwise(Unary.SQRT), x);
  }

  static Value negative(OnnxNode node, Value x) {
    return node.apply(new Pointwise(Unary.NEG), x);
  }

  /** Reduces axes, which stay with length 1. */
  static Value reduce(OnnxNode node, ReduceAxes.Kind kind, Value x, List<Integer> axes) {
    return node.apply(new ReduceAxes(kind, axes, true), x);
  }

  static Value meanSquare(OnnxNode node, Value x, List<Integer> axes) {
    return reduce(node, ReduceAxes.Kind.MEAN, mul(node, x, x), axes);
  }

  /** {@code 1 / sqrt(mean(x^2) + epsilon)}. */
  static Value inverseDeviation(OnnxNode node, Value x, List<Integer> axes, float epsilon) {
    var variance = add(node, meanSquare(node, x, axes), node.constant(epsilon));
    return node.apply(new Pointwise(Unary.RECIPROCAL), sqrt(node, variance));
  }

  /** A shape of axes of length 1. */
  static Shape ones(int rank) {
    var dims = new int[rank];
    Arrays.fill(dims, 1);
    return Shape.of(dims);
  }
}
