package jacquard.bench.jmh;

import jacquard.bench.work.PoolingWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Pooling: every constant of {@link PoolingWork}. */
public class PoolingBenchmark extends WorkBenchmark {
  /** The work. */
  @Param PoolingWork work;

  @Override
  Work work() {
    return work;
  }
}
