package jacquard.bench.jmh;

import jacquard.bench.work.NormalizationWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Batch norm and layer norm: every constant of {@link NormalizationWork}. */
public class NormalizationBenchmark extends WorkBenchmark {
  /** The work. */
  @Param NormalizationWork work;

  @Override
  Work work() {
    return work;
  }
}
