package jacquard.bench.jmh;

import jacquard.bench.work.ElementwiseWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Element-wise functions: every constant of {@link ElementwiseWork}. */
public class ElementwiseBenchmark extends WorkBenchmark {
  /** The work. */
  @Param ElementwiseWork work;

  @Override
  Work work() {
    return work;
  }
}
