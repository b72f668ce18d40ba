package jacquard.engine.op;

import static jacquard.engine.op.OpCase.distinct;
import static jacquard.engine.op.OpCase.evaluation;
import static jacquard.engine.op.OpCase.input;
import static jacquard.engine.op.OpCase.uniform;

import jacquard.engine.tensor.Tensor;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every axis, with and without keeping it; cross-entropy with and without smoothing. */
final class ReductionCases {
  private ReductionCases() {}

  static Stream<OpCase> all() {
    return Stream.of(
            Stream.of(Reduce.Kind.values()).flatMap(ReductionCases::reduce),
            Stream.of(0f, 0.1f, 0.6f).map(ReductionCases::crossEntropy),
            Stream.of(evaluation(new ArgMax(0), input(4, 5)), evaluation(new ArgMax(-1), input(4))))
        .flatMap(cases -> cases);
  }

  private static Stream<OpCase> reduce(Reduce.Kind kind) {
    return IntStream.range(-3, 3)
        .boxed()
        .flatMap(axis -> Stream.of(new Reduce(kind, axis, true), new Reduce(kind, axis, false)))
        .map(op -> evaluation(op, distinct(3, 4, 17)));
  }

  private static OpCase crossEntropy(float smoothing) {
    var labels = Tensor.of(new int[] {9, 0, 3, 3, 7, 1}, 6);
    return evaluation(new CrossEntropy(smoothing), input(uniform(2), 6, 10), labels);
  }
}
