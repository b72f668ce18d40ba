package jacquard.bench.jmh;

import jacquard.bench.work.TrainWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Training steps: every constant of {@link TrainWork}. */
public class TrainStepBenchmark extends WorkBenchmark {
  /** The work. */
  @Param TrainWork work;

  @Override
  Work work() {
    return work;
  }
}
