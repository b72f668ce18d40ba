package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;

import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.Elementary;
import jacquard.engine.op.ElementaryFunction;
import jacquard.engine.op.Pairwise;
import jacquard.engine.op.PairwiseFunction;
import jacquard.engine.op.Pointwise;
import jacquard.engine.tensor.DType;
import jacquard.kernels.Binary;
import jacquard.kernels.Unary;
import java.util.ArrayList;
import java.util.List;

/** Functions of every element: activations, arithmetic with broadcasting, elementary functions. */
final class ElementwiseOperators {
  private ElementwiseOperators() {}

  static List<Operator> all() {
    var operators = new ArrayList<Operator>();
    operators.addAll(functions());
    operators.addAll(activations());
    operators.addAll(arithmetic());
    return operators;
  }

  private static List<Operator> functions() {
    return List.of(
        kernel("Abs", 6, Unary.ABS, ElementaryFunction.ABS),
        kernel("Neg", 6, Unary.NEG, ElementaryFunction.NEG),
        kernel("Relu", 6, Unary.RELU, ElementaryFunction.RELU),
        kernel("Exp", 6, Unary.EXP),
        kernel("Log", 6, Unary.LOG),
        kernel("Sqrt", 6, Unary.SQRT),
        kernel("Reciprocal", 6, Unary.RECIPROCAL),
        kernel("Sigmoid", 6, Unary.SIGMOID),
        kernel("Tanh", 6, Unary.TANH),
        function("Sign", 9, ElementaryFunction.SIGN),
        function("Ceil", 6, ElementaryFunction.CEIL),
        function("Floor", 6, ElementaryFunction.FLOOR),
        function("Round", 11, ElementaryFunction.ROUND),
        function("Sin", 7, ElementaryFunction.SIN),
        function("Cos", 7, ElementaryFunction.COS),
        function("Tan", 7, ElementaryFunction.TAN),
        function("Asin", 7, ElementaryFunction.ASIN),
        function("Acos", 7, ElementaryFunction.ACOS),
        function("Atan", 7, ElementaryFunction.ATAN),
        function("Sinh", 9, ElementaryFunction.SINH),
        function("Cosh", 9, ElementaryFunction.COSH),
        function("Asinh", 9, ElementaryFunction.ASINH),
        function("Acosh", 9, ElementaryFunction.ACOSH),
        function("Atanh", 9, ElementaryFunction.ATANH),
        function("Erf", 9, ElementaryFunction.ERF));
  }

  private static List<Operator> activations() {
    return List.of(
        of("LeakyRelu", 6, node -> leakyRelu(node)),
        of("Elu", 6, node -> parametric(node, ElementaryFunction.ELU, 1, 0)),
        of("Celu", 12, node -> parametric(node, ElementaryFunction.CELU, 1, 0)),
        of("ThresholdedRelu", 10, n -> parametric(n, ElementaryFunction.THRESHOLDED_RELU, 1, 0)),
        of("HardSigmoid", 6, n -> parametric(n, ElementaryFunction.HARD_SIGMOID, 0.2f, 0.5f)),
        of("Selu", 6, ElementwiseOperators::selu),
        of("Shrink", 9, ElementwiseOperators::shrink),
        of("HardSwish", 14, n -> keep(n, ElementaryFunction.HARD_SWISH, 1f / 6, 0.5f)),
        function("Softplus", 1, ElementaryFunction.SOFTPLUS),
        function("Softsign", 1, ElementaryFunction.SOFTSIGN),
        function("Mish", 18, ElementaryFunction.MISH),
        of("Gelu", 20, ElementwiseOperators::gelu),
        of("PRelu", 7, n -> Broadcasting.apply(n, new Pairwise(PairwiseFunction.PRELU), 0, 1)),
        of("Clip", 6, Clipping::read));
  }

  private static List<Operator> arithmetic() {
    return List.of(
        of("Add", 7, node -> arithmetic(node, Binary.ADD, PairwiseFunction.ADD)),
        of("Sub", 7, node -> arithmetic(node, Binary.SUB, PairwiseFunction.SUB)),
        of("Mul", 7, ElementwiseOperators::mul),
        of("Div", 7, node -> arithmetic(node, Binary.DIV, PairwiseFunction.DIV)),
        of("Pow", 7, ElementwiseOperators::pow),
        of("Mod", 10, ElementwiseOperators::mod),
        of("BitShift", 11, ElementwiseOperators::bitShift),
        of("Sum", 8, node -> variadic(node, Binary.ADD, PairwiseFunction.ADD)),
        of("Max", 8, node -> variadic(node, Binary.MAX, PairwiseFunction.MAX)),
        of("Min", 8, node -> variadic(node, Binary.MIN, PairwiseFunction.MIN)),
        of("Mean", 8, ElementwiseOperators::mean));
  }

  private static Operator kernel(String name, int since, Unary function) {
    return of(
        name,
        since,
        node -> {
          if (since < 7) node.attributes().ignore("consumed_inputs");
          node.in(0, DType.FLOAT32);
          return node.keep(new Pointwise(function), node.in(0));
        });
  }

  private static Operator kernel(
      String name, int since, Unary function, ElementaryFunction ofIntegers) {
    return of(
        name,
        since,
        node -> {
          var x = node.in(0);
          boolean real = x.dtype() == DType.FLOAT32;
          return node.keep(real ? new Pointwise(function) : new Elementary(ofIntegers), x);
        });
  }

  private static Operator function(String name, int since, ElementaryFunction function) {
    return of(name, since, node -> keep(node, function, 0, 0));
  }

  private static Value keep(OnnxNode node, ElementaryFunction function, float a, float b) {
    return node.keep(new Elementary(function, a, b), node.in(0));
  }

  private static Value parametric(OnnxNode node, ElementaryFunction function, float a, float b) {
    float alpha = node.attributes().real("alpha", a);
    float beta = b == 0 ? 0 : node.attributes().real("beta", b);
    return keep(node, function, alpha, beta);
  }

  private static Value leakyRelu(OnnxNode node) {
    node.in(0, DType.FLOAT32);
    float alpha = node.attributes().real("alpha", 0.01f);
    return node.keep(new Pointwise(Unary.LEAKY_RELU, alpha), node.in(0));
  }

  private static Value selu(OnnxNode node) {
    float alpha = node.attributes().real("alpha", 1.67326319217681884765625f);
    float gamma = node.attributes().real("gamma", 1.05070102214813232421875f);
    return keep(node, ElementaryFunction.SELU, alpha, gamma);
  }

  private static Value shrink(OnnxNode node) {
    float lambda = node.attributes().real("lambd", 0.5f);
    return keep(node, ElementaryFunction.SHRINK, lambda, node.attributes().real("bias", 0));
  }

  private static Value gelu(OnnxNode node) {
    node.in(0, DType.FLOAT32);
    return switch (node.attributes().text("approximate", "none")) {
      case "tanh" -> node.keep(new Pointwise(Unary.GELU), node.in(0));
      case "none" -> keep(node, ElementaryFunction.GELU, 0, 0);
      default -> throw node.refuse("its approximation is neither none nor tanh");
    };
  }

  private static Value arithmetic(OnnxNode node, Binary function, PairwiseFunction ofIntegers) {
    return arithmetic(node, node.in(0), node.in(1), function, ofIntegers);
  }

  private static Value arithmetic(
      OnnxNode node, Value a, Value b, Binary function, PairwiseFunction ofIntegers) {
    if (a.dtype() != b.dtype()) {
      throw node.refuse("it takes two of one type, not %s and %s".formatted(a.dtype(), b.dtype()));
    }
    boolean real = a.dtype() == DType.FLOAT32;
    return Broadcasting.apply(
        node, real ? new Arithmetic(function) : new Pairwise(ofIntegers), a, b);
  }

  /** A value times its own sigmoid is one function: ONNX has none for SiLU. */
  private static Value mul(OnnxNode node) {
    for (int i = 0; i < 2; i++) {
      if (node.isFunctionOf(node.in(1 - i), Unary.SIGMOID, node.in(i))) {
        return node.keep(new Pointwise(Unary.SILU), node.in(i));
      }
    }
    return arithmetic(node, Binary.MUL, PairwiseFunction.MUL);
  }

  private static Value variadic(OnnxNode node, Binary function, PairwiseFunction ofIntegers) {
    var result = node.in(0);
    for (var next : node.all().subList(1, node.inputCount())) {
      result = arithmetic(node, result, next, function, ofIntegers);
    }
    return result;
  }

  private static Value mean(OnnxNode node) {
    node.in(0, DType.FLOAT32);
    var sum = variadic(node, Binary.ADD, PairwiseFunction.ADD);
    return node.keep(new Pointwise(Unary.SCALE, 1f / node.inputCount()), sum);
  }

  private static Value pow(OnnxNode node) {
    var exponent = node.in(1);
    boolean squared =
        node.in(0).dtype() == DType.FLOAT32
            && exponent.isConstant()
            && exponent.content().size() == 1
            && node.number(1) == 2
            && exponent.rank() <= node.in(0).rank();
    if (squared) return node.keep(new Pointwise(Unary.SQUARE), node.in(0));
    return Broadcasting.apply(node, new Pairwise(PairwiseFunction.POW), 0, 1);
  }

  private static Value mod(OnnxNode node) {
    boolean truncated = node.attributes().flag("fmod", false);
    if (!truncated && node.in(0).dtype() == DType.FLOAT32) {
      throw node.refuse("of floats only fmod = 1 is defined");
    }
    var function = truncated ? PairwiseFunction.FMOD : PairwiseFunction.MOD;
    return Broadcasting.apply(node, new Pairwise(function), 0, 1);
  }

  private static Value bitShift(OnnxNode node) {
    if (node.in(0).dtype() == DType.FLOAT32) throw node.refuse("it shifts integers");
    var function =
        switch (node.attributes().text("direction", "")) {
          case "LEFT" -> PairwiseFunction.SHIFT_LEFT;
          case "RIGHT" -> PairwiseFunction.SHIFT_RIGHT;
          default -> throw node.refuse("its direction is neither LEFT nor RIGHT");
        };
    return Broadcasting.apply(node, new Pairwise(function), 0, 1);
  }
}
