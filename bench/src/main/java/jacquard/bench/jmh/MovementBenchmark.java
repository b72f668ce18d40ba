package jacquard.bench.jmh;

import jacquard.bench.work.MovementWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Copies between layouts: every constant of {@link MovementWork}. */
public class MovementBenchmark extends WorkBenchmark {
  /** The work. */
  @Param MovementWork work;

  @Override
  Work work() {
    return work;
  }
}
