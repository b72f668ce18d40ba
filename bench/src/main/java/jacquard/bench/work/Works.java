package jacquard.bench.work;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every work there is. */
public final class Works {
  private Works() {}

  /** All, family by family, in the order of the tables. */
  public static List<Work> all() {
    return Stream.<Work[]>of(
            GemmWork.values(),
            ConvolutionWork.values(),
            PoolingWork.values(),
            ElementwiseWork.values(),
            ReductionWork.values(),
            SoftmaxWork.values(),
            NormalizationWork.values(),
            MovementWork.values(),
            OptimizerWork.values(),
            TrainWork.values(),
            PlanWork.values())
        .flatMap(Stream::of)
        .toList();
  }

  /**
   * Those whose title contains the filter, whatever its case: {@code "gemm"}, {@code "train cnn"}.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static List<Work> matching(String filter) {
    var wanted = filter.toLowerCase(Locale.ROOT);
    var found =
        all().stream()
            .filter(work -> work.title().toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no work is named like '%s'; the families are %s".formatted(filter, families()));
    }
    return found;
  }

  private static String families() {
    return String.join(", ", all().stream().map(Work::family).distinct().toList());
  }
}
