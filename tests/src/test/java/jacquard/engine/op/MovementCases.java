package jacquard.engine.op;

import static jacquard.engine.op.OpCase.evaluation;
import static jacquard.engine.op.OpCase.input;

import jacquard.engine.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Ops that move elements, along first, middle, last and negative axes. */
final class MovementCases {
  private MovementCases() {}

  static Stream<OpCase> all() {
    return Stream.of(views(), permutations(), pads(), slices(), joins(), lookups())
        .flatMap(cases -> cases);
  }

  private static Stream<OpCase> views() {
    return Stream.of(
        evaluation(new Reshape(List.of(6, 4)), input(2, 3, 4)),
        evaluation(new Reshape(List.of(-1, 2, 2)), input(2, 3, 4)),
        evaluation(new Reshape(List.of()), input(1, 1)),
        evaluation(new Flatten(), input(2, 3, 4, 5)),
        evaluation(new Flatten(), input(7)));
  }

  private static Stream<OpCase> permutations() {
    return Stream.of(
        evaluation(new Permute(List.of(1, 0)), input(5, 18)),
        evaluation(new Permute(List.of(0, 2, 1)), input(2, 3, 17)),
        evaluation(new Permute(List.of(2, 0, 1)), input(4, 3, 5)),
        evaluation(new Permute(List.of(0, 3, 1, 2)), input(2, 3, 4, 5)));
  }

  private static Stream<OpCase> pads() {
    return Stream.of(
        evaluation(new Pad(List.of(2), List.of(0), 0), input(5)),
        evaluation(new Pad(List.of(0, 1), List.of(3, 2), 1.5f), input(4, 5)),
        evaluation(new Pad(List.of(0, 1, 2, 0), List.of(0, 2, 1, 0), 0), input(2, 3, 4, 5)));
  }

  private static Stream<OpCase> slices() {
    return Stream.of(
        evaluation(new Slice(0, 1, 3, 1), input(4, 5)),
        evaluation(new Slice(1, 1, 6, 2), input(3, 6, 4)),
        evaluation(new Slice(-1, 0, 9, 3), input(3, 9)),
        evaluation(new Slice(-2, 2, 3, 1), input(3, 4, 5)));
  }

  private static Stream<OpCase> joins() {
    return Stream.of(
        evaluation(new Concat(0), input(2, 5), input(1, 5), input(4, 5)),
        evaluation(new Concat(1), input(2, 3, 4), input(2, 1, 4)),
        evaluation(new Concat(-1), input(2, 3, 4), input(2, 3, 1), input(2, 3, 18)),
        evaluation(new Concat(0), input(3)));
  }

  private static Stream<OpCase> lookups() {
    return Stream.of(
        evaluation(new Embedding(), input(5, 7), Tensor.of(new int[] {4, 0, 4, 2}, 4)),
        evaluation(new Embedding(), input(3, 18), Tensor.of(new int[] {1, 1, 0, 2, 1, 0}, 2, 3)));
  }
}
