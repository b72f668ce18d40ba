package jacquard.bench.jmh;

import jacquard.bench.work.PlanWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Predictions: every constant of {@link PlanWork}. */
public class PlanBenchmark extends WorkBenchmark {
  /** The work. */
  @Param PlanWork work;

  @Override
  Work work() {
    return work;
  }
}
