package jacquard.engine.op;

import static jacquard.engine.op.OpCase.POSITIVE;
import static jacquard.engine.op.OpCase.SIGNED;
import static jacquard.engine.op.OpCase.evaluation;
import static jacquard.engine.op.OpCase.fixed;
import static jacquard.engine.op.OpCase.input;
import static jacquard.engine.op.OpCase.training;
import static jacquard.engine.op.OpCase.uniform;

import jacquard.engine.tensor.Tensor;
import java.util.stream.Stream;

/** Batch norm with the batch's and with the running statistics, layer norm, softmax. */
final class NormalizationCases {
  private NormalizationCases() {}

  static Stream<OpCase> all() {
    return Stream.of(
            Stream.of(new int[] {8, 5}, new int[] {3, 2, 4, 5}, new int[] {2, 4, 3, 33})
                .flatMap(NormalizationCases::batchNorm),
            Stream.of(new int[] {12}, new int[] {5, 7}, new int[] {2, 3, 33})
                .map(NormalizationCases::layerNorm),
            Stream.of(new int[] {7}, new int[] {6, 10}, new int[] {2, 3, 18})
                .flatMap(NormalizationCases::softmax))
        .flatMap(cases -> cases);
  }

  private static Stream<OpCase> batchNorm(int... dims) {
    int c = dims[dims.length - 1];
    var op = new BatchNorm2d(0.1f, 1e-5f);
    Tensor[] inputs = {
      input(uniform(2), dims),
      input(SIGNED, c),
      input(c),
      fixed(uniform(0.5), c),
      fixed(POSITIVE, c)
    };
    return Stream.of(training(op, inputs), evaluation(op, inputs));
  }

  private static OpCase layerNorm(int... dims) {
    int c = dims[dims.length - 1];
    return evaluation(new LayerNorm(1e-5f), input(uniform(2), dims), input(SIGNED, c), input(c));
  }

  private static Stream<OpCase> softmax(int... dims) {
    return Stream.of(true, false)
        .map(logarithmic -> evaluation(new Softmax(logarithmic), input(uniform(2), dims)));
  }
}
