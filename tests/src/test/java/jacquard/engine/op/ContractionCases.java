package jacquard.engine.op;

import static jacquard.engine.op.OpCase.evaluation;
import static jacquard.engine.op.OpCase.fixed;
import static jacquard.engine.op.OpCase.input;
import static jacquard.engine.op.OpCase.uniform;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Unary;
import java.util.stream.Stream;

/** Products with every fused activation, transposition, stride, padding and grouping. */
final class ContractionCases {
  private ContractionCases() {}

  static Stream<OpCase> all() {
    return Stream.of(
            linear(),
            Stream.of(Unary.values()).map(ContractionCases::activatedLinear),
            Stream.of(Unary.values()).map(ContractionCases::activatedConvolution),
            matMul(),
            convolutions())
        .flatMap(cases -> cases);
  }

  private static Stream<OpCase> linear() {
    return Stream.of(
        evaluation(new Linear(), input(7), input(7, 5), input(5)),
        evaluation(new Linear(), input(6, 7), input(7, 5)),
        evaluation(new Linear(), input(2, 3, 7), input(7, 5), input(5)),
        evaluation(new Linear(), input(33, 40), input(40, 50), input(50)),
        // The images of a first layer take no gradient.
        evaluation(new Linear(), fixed(uniform(1), 6, 7), input(7, 5), input(5)));
  }

  private static OpCase activatedLinear(Unary activation) {
    return evaluation(
        new Linear(activation, 0.3f), input(6, 7), weights(7, 7, 5), bias(activation, 5));
  }

  private static OpCase activatedConvolution(Unary activation) {
    return evaluation(
        new Conv2d(1, 1, 1).with(activation, 0.3f),
        input(2, 4, 5, 3),
        weights(27, 3, 3, 3, 6),
        bias(activation, 6));
  }

  /** Products stay within a half, so that the bias alone decides the side of a kink. */
  private static Tensor weights(int fanIn, int... dims) {
    return input(uniform(0.5 / fanIn), dims);
  }

  private static Tensor bias(Unary activation, int n) {
    var bias = input(n);
    for (int j = 0; j < n; j++) {
      bias.floats()[j] =
          switch (activation) {
            case LOG, SQRT, RECIPROCAL -> 2;
            default -> j % 2 == 0 ? 1 : -1;
          };
    }
    return bias;
  }

  private static Stream<OpCase> matMul() {
    return Stream.of(
        evaluation(new MatMul(false, false), input(5, 7), input(7, 6)),
        evaluation(new MatMul(true, false), input(7, 5), input(7, 6)),
        evaluation(new MatMul(false, true), input(5, 7), input(6, 7)),
        evaluation(new MatMul(true, true), input(7, 5), input(6, 7)),
        evaluation(new MatMul(false, false), input(3, 2, 4), input(3, 4, 5)),
        evaluation(new MatMul(true, false), input(3, 4, 2), input(3, 4, 5)),
        evaluation(new MatMul(false, true), input(2, 3, 2, 4), input(2, 3, 5, 4)),
        evaluation(new MatMul(true, true), input(2, 3, 4, 2), input(2, 3, 5, 4)));
  }

  private static Stream<OpCase> convolutions() {
    return Stream.of(
        convolution(new Conv2d(1, 0, 1), input(3, 4, 5, 9), 1, 1, 9, 7),
        convolution(new Conv2d(2, 0, 1), input(2, 5, 5, 6), 1, 1, 6, 7),
        convolution(new Conv2d(1, 1, 1), input(2, 6, 5, 1), 3, 3, 1, 8),
        convolution(new Conv2d(1, 1, 1), input(2, 6, 5, 3), 3, 3, 3, 20),
        convolution(new Conv2d(1, 1, 1), input(2, 7, 6, 16), 3, 3, 16, 32),
        convolution(new Conv2d(1, 2, 1), input(2, 7, 9, 5), 5, 5, 5, 11),
        convolution(new Conv2d(2, 1, 1), input(2, 7, 6, 5), 3, 3, 5, 6),
        convolution(new Conv2d(3, 0, 1), input(1, 8, 8, 2), 2, 2, 2, 4),
        convolution(new Conv2d(1, 1, 2), input(2, 5, 4, 6), 3, 3, 3, 8),
        convolution(new Conv2d(2, 1, 3), input(2, 5, 5, 9), 3, 3, 3, 6),
        convolution(new Conv2d(1, 1, 6), input(2, 5, 5, 6), 3, 3, 1, 6),
        convolution(new Conv2d(2, 1, 5), input(2, 6, 5, 5), 3, 3, 1, 10),
        convolution(
            new Conv2d(2, 1, 2, 0, 1, 3, 1, Unary.IDENTITY, 0), input(2, 6, 5, 3), 3, 2, 3, 4),
        convolution(
            new Conv2d(1, 2, 0, 1, 0, 0, 2, Unary.IDENTITY, 0), input(1, 4, 6, 4), 1, 3, 2, 6),
        evaluation(new Conv2d(1, 1, 1), input(2, 4, 4, 3), input(3, 3, 3, 5)),
        evaluation(
            new Conv2d(1, 1, 1), fixed(uniform(1), 2, 6, 5, 1), input(3, 3, 1, 8), input(8)));
  }

  private static OpCase convolution(Conv2d op, Tensor x, int... weights) {
    return evaluation(op, x, input(weights), input(weights[3]));
  }
}
