package jacquard.bench.jmh;

import jacquard.bench.work.GemmWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Matrix products: every constant of {@link GemmWork}. */
public class GemmBenchmark extends WorkBenchmark {
  /** The work. */
  @Param GemmWork work;

  @Override
  Work work() {
    return work;
  }
}
