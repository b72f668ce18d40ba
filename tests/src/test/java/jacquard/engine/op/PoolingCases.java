package jacquard.engine.op;

import static jacquard.engine.op.OpCase.distinct;
import static jacquard.engine.op.OpCase.evaluation;
import static jacquard.engine.op.OpCase.input;

import java.util.stream.Stream;

/** Windows side by side, apart, overlapping, over the edge, oblong, and the whole image. */
final class PoolingCases {
  private PoolingCases() {}

  static Stream<OpCase> all() {
    return Stream.of(
            Window.square(2, 2, 0),
            Window.square(2, 3, 0),
            Window.square(3, 2, 1),
            Window.square(3, 1, 1),
            new Window(2, 3, 1, 2, 0, 1),
            Window.GLOBAL)
        .flatMap(PoolingCases::of);
  }

  private static Stream<OpCase> of(Window window) {
    return Stream.of(
        evaluation(new MaxPool2d(window), distinct(2, 6, 7, 3)),
        evaluation(new MaxPool2d(window), distinct(1, 5, 6, 19)),
        evaluation(new AvgPool2d(window, true), input(2, 6, 7, 3)),
        evaluation(new AvgPool2d(window, false), input(1, 5, 6, 19)));
  }
}
