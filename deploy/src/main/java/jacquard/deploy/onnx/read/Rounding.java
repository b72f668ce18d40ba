package jacquard.deploy.onnx.read;

import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.Cast;
import jacquard.engine.op.Dequantize;
import jacquard.engine.op.Elementary;
import jacquard.engine.op.ElementaryFunction;
import jacquard.engine.op.Op;
import jacquard.engine.op.Pairwise;
import jacquard.engine.op.PairwiseFunction;
import jacquard.engine.op.Quantize;
import jacquard.engine.op.Scalars;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;

/**
 * Values to codes and back. Eight bits with constant figures become the engine's own ops, which a
 * plan fuses into its kernels, uint8 codes being int8 ones plus 128; anything else is a formula.
 */
final class Rounding {
  private Rounding() {}

  /** {@code round(x / scale) + zeroPoint} in the zero point's type, whose ends saturate. */
  static Value quantize(OnnxNode node, Value x, Value scale, Value zeroPoint, int axis) {
    var type = zeroPoint.dtype();
    if (type != DType.INT8 && type != DType.UINT8) {
      throw node.refuse("codes are INT8 or UINT8, not " + type);
    }
    boolean simple =
        !x.isKnown() && x.dtype() == DType.FLOAT32 && isOne(zeroPoint) && isStep(x, scale, axis);
    if (!simple) return byFormula(node, x, scale, zeroPoint, axis);
    int shift = type == DType.UINT8 ? Codes.SHIFT : 0;
    int zero = (int) Scalars.integer(zeroPoint.content(), 0) - shift;
    var op = new Quantize(zero, Byte.MIN_VALUE, Byte.MAX_VALUE);
    var codes = node.keep(op, x, scale.fixed());
    return shift == 0 ? codes : unsigned(node, codes);
  }

  private static boolean isOne(Value figure) {
    return figure.isConstant() && figure.few().size() == 1;
  }

  /** One step for all, or one for each column as the graph stores them. */
  private static boolean isStep(Value x, Value scale, int axis) {
    if (isOne(scale)) return true;
    int rank = x.rank();
    int index = axis < 0 ? axis + rank : axis;
    return scale.isConstant()
        && x.isPermuted()
        && index >= 0
        && index < rank
        && x.axes().get(index) == rank - 1
        && scale.few().equals(Shape.of(x.few().dim(index)));
  }

  private static Value unsigned(OnnxNode node, Value codes) {
    var wide = node.keep(new Cast(DType.INT32), codes);
    var shift = node.constant(Tensor.of(new int[] {Codes.SHIFT}));
    var sum = node.keep(new Pairwise(PairwiseFunction.ADD), wide, shift);
    var unsigned = node.keep(new Cast(DType.UINT8), sum);
    node.coded().pair(unsigned, codes);
    return unsigned;
  }

  private static Value byFormula(OnnxNode node, Value x, Value scale, Value zeroPoint, int axis) {
    boolean signed = zeroPoint.dtype() == DType.INT8;
    var real = x.dtype() == DType.FLOAT32 ? x : node.keep(new Cast(DType.FLOAT32), x);
    var steps = with(node, new Arithmetic(Binary.DIV), real, scale, axis);
    var codes = node.keep(new Elementary(ElementaryFunction.ROUND), steps);
    var zero = node.apply(new Cast(DType.FLOAT32), zeroPoint);
    codes = with(node, new Arithmetic(Binary.ADD), codes, zero, axis);
    float lowest = signed ? Byte.MIN_VALUE : 0;
    codes = node.keep(new Arithmetic(Binary.MAX), codes, node.constant(lowest));
    codes = node.keep(new Arithmetic(Binary.MIN), codes, node.constant(lowest + 255));
    return node.keep(new Cast(zeroPoint.dtype()), codes);
  }

  /** {@code (codes - zeroPoint) * scale} as floats; {@code zeroPoint} may be {@code null}. */
  static Value dequantize(OnnxNode node, Value codes, Value scale, Value zeroPoint, int axis) {
    boolean known = scale.isConstant() && (zeroPoint == null || zeroPoint.isConstant());
    if (known && codes.isConstant()) return constant(node, codes, scale, zeroPoint, axis);
    var signed = codes.isKnown() ? null : node.coded().signed(codes);
    boolean one = zeroPoint == null || isOne(zeroPoint);
    if (known && signed != null && one && isStep(codes, scale, axis)) {
      int shift = codes.dtype() == DType.UINT8 ? Codes.SHIFT : 0;
      long zero = zeroPoint == null ? 0 : Scalars.integer(zeroPoint.content(), 0);
      return node.keep(new Dequantize((int) zero - shift), signed, scale.fixed());
    }
    var real = node.keep(new Cast(DType.FLOAT32), shifted(node, codes, zeroPoint, axis));
    return with(node, new Arithmetic(Binary.MUL), real, scale, axis);
  }

  private static Value constant(
      OnnxNode node, Value codes, Value scale, Value zeroPoint, int axis) {
    int index = index(node, codes, scale, axis);
    if (zeroPoint != null) index = Math.max(index, index(node, codes, zeroPoint, axis));
    var zero = zeroPoint == null ? Tensor.zeros(codes.dtype(), Shape.SCALAR) : zeroPoint.content();
    node.spend(codes.few().size());
    var values = Codes.values(codes.content(), scale.content(), zero, index);
    var constant = node.known(values, values);
    Codes.of(codes, scale, zero, index).ifPresent(each -> node.coded().put(constant, each));
    return constant;
  }

  /** Integers without their zero point, which may be {@code null}. */
  static Value shifted(OnnxNode node, Value x, Value zeroPoint, int axis) {
    var wide = node.keep(new Cast(DType.INT32), x);
    if (zeroPoint == null) return wide;
    var wideZero = node.apply(new Cast(DType.INT32), zeroPoint);
    return with(node, new Pairwise(PairwiseFunction.SUB), wide, wideZero, axis);
  }

  /**
   * Applies a function of an element and a figure: one for all, or one for each index of an axis.
   */
  private static Value with(OnnxNode node, Op op, Value x, Value figures, int axis) {
    int index = index(node, x, figures, axis);
    var shape =
        figures.few().size() == 1
            ? Shape.SCALAR
            : Formula.ones(x.rank()).with(index, figures.few().size());
    return Broadcasting.apply(node, op, x, node.reshape(figures, shape));
  }

  /** The axis that figures belong to; 0 where there is one for all. */
  private static int index(OnnxNode node, Value x, Value figures, int axis) {
    if (figures.few().size() == 1) return 0;
    int index = node.axis(axis, x.rank());
    if (figures.few().equals(Shape.of(node.dim(x, index)))) return index;
    throw node.refuse(
        "figures %s do not fit axis %d of %s".formatted(figures.few(), axis, x.few()));
  }
}
