package jacquard.bench.jmh;

import jacquard.bench.work.SoftmaxWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Softmax and cross-entropy: every constant of {@link SoftmaxWork}. */
public class SoftmaxBenchmark extends WorkBenchmark {
  /** The work. */
  @Param SoftmaxWork work;

  @Override
  Work work() {
    return work;
  }
}
