package jacquard.engine.op;

import static jacquard.engine.op.OpCase.POSITIVE;
import static jacquard.engine.op.OpCase.SIGNED;
import static jacquard.engine.op.OpCase.evaluation;
import static jacquard.engine.op.OpCase.input;
import static jacquard.engine.op.OpCase.training;

import jacquard.kernels.Binary;
import jacquard.kernels.Unary;
import java.util.stream.Stream;

/** Functions, arithmetic with all ways of broadcasting, dropout, and a user's op. */
final class ElementwiseCases {
  /** Odd and even multiples of an eighth never meet, and the even ones are not 0. */
  private static final OpCase.Source ODD = random -> (2 * random.nextInt(-8, 8) + 1) / 8f;

  private static final OpCase.Source EVEN =
      random -> random.nextInt(2, 9) * (random.nextInt(2) - 0.5f) / 2;

  private ElementwiseCases() {}

  static Stream<OpCase> all() {
    return Stream.of(
            Stream.of(Unary.values()).map(ElementwiseCases::pointwise),
            Stream.of(Binary.values()).flatMap(ElementwiseCases::arithmetic),
            Stream.of(0f, 0.3f, 0.7f).flatMap(ElementwiseCases::dropout),
            Stream.of(evaluation(new Gaussian(0.8f), input(5, 7))))
        .flatMap(cases -> cases);
  }

  private static OpCase pointwise(Unary function) {
    var source =
        switch (function) {
          case LOG, SQRT -> POSITIVE;
          case RECIPROCAL -> EVEN;
          default -> SIGNED;
        };
    return evaluation(new Pointwise(function, 0.3f), input(source, 3, 13));
  }

  private static Stream<OpCase> arithmetic(Binary function) {
    return Stream.of(
        arithmetic(function, new int[] {4, 9}, 4, 9),
        arithmetic(function, new int[] {4, 9}, 9),
        arithmetic(function, new int[] {9}, 4, 9),
        arithmetic(function, new int[] {4, 1}, 1, 9),
        arithmetic(function, new int[] {2, 3, 5}, 3, 1),
        arithmetic(function, new int[] {2, 1, 5}, 2, 3, 1),
        arithmetic(function, new int[] {1, 1}, 3),
        arithmetic(function, new int[] {}, 4, 9),
        arithmetic(function, new int[] {4, 9}),
        arithmetic(function, new int[] {}));
  }

  private static OpCase arithmetic(Binary function, int[] a, int... b) {
    return evaluation(new Arithmetic(function), input(ODD, a), input(EVEN, b));
  }

  private static Stream<OpCase> dropout(float rate) {
    var op = new Dropout(rate);
    return Stream.of(training(op, input(6, 7)), evaluation(op, input(6, 7)));
  }
}
