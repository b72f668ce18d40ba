package jacquard.engine.op;

import java.util.List;
import java.util.stream.Stream;

/** Cases for every op and every option of it. */
final class OpCases {
  static final List<OpCase> ALL =
      Stream.of(
              ElementwiseCases.all(),
              ContractionCases.all(),
              NormalizationCases.all(),
              PoolingCases.all(),
              MovementCases.all(),
              ReductionCases.all(),
              InferenceCases.all(),
              QuantizationCases.all())
          .flatMap(cases -> cases)
          .toList();

  private OpCases() {}
}
