package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;
import static jacquard.deploy.onnx.read.Operator.several;

import jacquard.deploy.onnx.type.OnnxType;
import jacquard.deploy.onnx.type.OwnOperators;
import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.Cast;
import jacquard.engine.op.ConvNd;
import jacquard.engine.op.DynamicQuantize;
import jacquard.engine.op.Elementary;
import jacquard.engine.op.ElementaryFunction;
import jacquard.engine.op.IntegerMatMul;
import jacquard.engine.op.Pairwise;
import jacquard.engine.op.PairwiseFunction;
import jacquard.engine.op.ReduceAxes;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import java.util.List;

/** Quantised forms. Sums of products are exact, in int32; scales are floats. */
final class QuantizationOperators {
  private QuantizationOperators() {}

  static List<Operator> all() {
    return List.of(
        of("QuantizeLinear", 10, QuantizationOperators::quantize),
        of("DequantizeLinear", 10, QuantizationOperators::dequantize),
        several("DynamicQuantizeLinear", 11, QuantizationOperators::dynamic),
        of("MatMulInteger", 10, QuantizationOperators::matMulInteger),
        of("ConvInteger", 10, QuantizationOperators::convInteger),
        of("QLinearMatMul", 10, QuantizationOperators::matMul),
        of("QLinearConv", 10, QuantizationOperators::conv));
  }

  /** What files of ours define themselves; the definition need not be read. */
  static Operator ofSamples() {
    return of(
        OwnOperators.DYNAMIC_QUANTIZE,
        1,
        node -> node.keep(new DynamicQuantize(), node.in(0, DType.FLOAT32)));
  }

  private static Value quantize(OnnxNode node) {
    node.attributes().ignore("saturate"); // for eight-bit floats, which are refused
    refuseBlocks(node);
    int axis = node.attributes().integer("axis", 1);
    var zero = node.has(2) ? node.in(2) : node.constant(Tensor.zeros(codes(node), Shape.SCALAR));
    return Rounding.quantize(node, node.in(0), scale(node, 1), zero, axis);
  }

  /** The type of codes where no zero point tells it. */
  private static DType codes(OnnxNode node) {
    int type = node.attributes().integer("output_dtype", 0);
    return type == 0 ? DType.UINT8 : OnnxType.of(type).carrier();
  }

  private static Value dequantize(OnnxNode node) {
    refuseBlocks(node);
    node.attributes().ignore("output_dtype");
    int axis = node.attributes().integer("axis", 1);
    var scale = scale(node, 1);
    return Rounding.dequantize(node, node.in(0), scale, node.has(2) ? node.in(2) : null, axis);
  }

  private static void refuseBlocks(OnnxNode node) {
    if (node.attributes().integer("block_size", 0) != 0) throw node.refuse("it has blocks");
  }

  /** A scale, which is finite where it is known. */
  private static Value scale(OnnxNode node, int input) {
    var scale = node.in(input, DType.FLOAT32);
    for (int i = 0; scale.isConstant() && i < scale.content().size(); i++) {
      float figure = scale.content().floats()[i];
      if (!Float.isFinite(figure) || figure <= 0) {
        throw node.refuse(
            "a scale of quantisation is positive and finite, not %s: calibrate the model anew"
                .formatted(figure));
      }
    }
    return scale;
  }

  /** From the range of its input, which is made to hold 0, to uint8. */
  private static List<Value> dynamic(OnnxNode node) {
    var x = node.plain(node.in(0, DType.FLOAT32));
    var axes = Value.identity(x.rank());
    var zero = node.constant(Tensor.full(Shape.SCALAR, 0));
    var highest = node.apply(new ReduceAxes(ReduceAxes.Kind.MAX, axes, false), x);
    var lowest = node.apply(new ReduceAxes(ReduceAxes.Kind.MIN, axes, false), x);
    var max = node.apply(new Arithmetic(Binary.MAX), highest, zero);
    var min = node.apply(new Arithmetic(Binary.MIN), lowest, zero);
    var levels = node.constant(Tensor.full(Shape.SCALAR, 255));
    var scale = Formula.div(node, Formula.sub(node, max, min), levels);
    var offset = Formula.div(node, Formula.negative(node, min), scale);
    var rounded = node.apply(new Elementary(ElementaryFunction.ROUND), offset);
    var zeroPoint = node.apply(new Cast(DType.UINT8), rounded);
    var codes = Rounding.quantize(node, x, scale, zeroPoint, 0);
    return List.of(codes, scale, zeroPoint);
  }

  private static Value matMulInteger(OnnxNode node) {
    var a = Rounding.shifted(node, node.in(0), node.has(2) ? node.in(2) : null, -2);
    var b = Rounding.shifted(node, node.in(1), node.has(3) ? node.in(3) : null, -1);
    return ContractionOperators.matMul(node, new IntegerMatMul(), a, b);
  }

  private static Value convInteger(OnnxNode node) {
    return integerConv(
        node,
        node.in(0),
        node.in(1),
        node.has(2) ? node.in(2) : null,
        node.has(3) ? node.in(3) : null);
  }

  private static Value integerConv(OnnxNode node, Value x, Value w, Value xZero, Value wZero) {
    var op = new ConvNd(Windows.ofWeights(node, x, w), node.attributes().integer("group", 1));
    return node.apply(op, Rounding.shifted(node, x, xZero, 1), Rounding.shifted(node, w, wZero, 0));
  }

  /** Inputs {@code a, its scale and zero point, b likewise, the result's scale and zero point}. */
  private static Value matMul(OnnxNode node) {
    var a = Rounding.shifted(node, node.in(0), node.in(2), -2);
    var b = Rounding.shifted(node, node.in(3), node.in(5), -1);
    var product = ContractionOperators.matMul(node, new IntegerMatMul(), a, b);
    var scale = Formula.mul(node, scale(node, 1), scale(node, 4));
    return requantized(node, product, scale, product.rank() - 1, 6);
  }

  /** As {@link #matMul}, and an int32 bias in the scale of the products behind. */
  private static Value conv(OnnxNode node) {
    var product = integerConv(node, node.in(0), node.in(3), node.in(2), node.in(5));
    if (node.has(8)) {
      var bias = ConvolutionOperators.perChannel(node, node.in(8, DType.INT32), product.rank());
      product = node.apply(new Pairwise(PairwiseFunction.ADD), product, bias);
    }
    var scale = Formula.mul(node, scale(node, 1), scale(node, 4));
    return requantized(node, product, scale, 1, 6);
  }

  private static Value requantized(
      OnnxNode node, Value product, Value scale, int axis, int target) {
    var real = Rounding.dequantize(node, product, scale, null, axis);
    return Rounding.quantize(node, real, scale(node, target), node.in(target + 1), axis);
  }
}
