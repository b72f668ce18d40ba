package jacquard.bench.jmh;

import jacquard.bench.work.ReductionWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Sums and maxima: every constant of {@link ReductionWork}. */
public class ReductionBenchmark extends WorkBenchmark {
  /** The work. */
  @Param ReductionWork work;

  @Override
  Work work() {
    return work;
  }
}
