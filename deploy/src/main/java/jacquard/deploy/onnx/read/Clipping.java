package jacquard.deploy.onnx.read;

import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.Op;
import jacquard.engine.op.Pairwise;
import jacquard.engine.op.PairwiseFunction;
import jacquard.engine.tensor.DType;
import jacquard.kernels.Binary;

/** Clip: bounds are attributes before opset 11, and optional inputs since. */
final class Clipping {
  private Clipping() {}

  static Value read(OnnxNode node) {
    var x = node.in(0);
    if (node.opset() < 11) {
      node.in(0, DType.FLOAT32);
      float min = node.attributes().real("min", -Float.MAX_VALUE);
      float max = node.attributes().real("max", Float.MAX_VALUE);
      return bounded(node, bounded(node, x, node.constant(min), true), node.constant(max), false);
    }
    var codes = ofCodes(node, x);
    if (codes != null) return codes;
    var lower = node.has(1) ? bounded(node, x, node.in(1), true) : x;
    return node.has(2) ? bounded(node, lower, node.in(2), false) : lower;
  }

  /** int8 codes of a narrower range are what the engine's op makes itself. */
  private static Value ofCodes(OnnxNode node, Value x) {
    if (x.dtype() != DType.INT8 || !node.has(1) || !node.has(2)) return null;
    if (!node.in(1).isConstant() || !node.in(2).isConstant()) return null;
    return node.coded().narrowed(x, (int) node.number(1), (int) node.number(2));
  }

  private static Value bounded(OnnxNode node, Value x, Value bound, boolean below) {
    if (bound.few().size() != 1 || bound.dtype() != x.dtype()) {
      throw node.refuse("a bound is one number of the input's type, not " + bound.few());
    }
    return Broadcasting.apply(node, op(x.dtype(), below), x, bound);
  }

  private static Op op(DType dtype, boolean below) {
    if (dtype == DType.FLOAT32) return new Arithmetic(below ? Binary.MAX : Binary.MIN);
    return new Pairwise(below ? PairwiseFunction.MAX : PairwiseFunction.MIN);
  }
}
