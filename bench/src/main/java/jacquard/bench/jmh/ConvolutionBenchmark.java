package jacquard.bench.jmh;

import jacquard.bench.work.ConvolutionWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Convolutions: every constant of {@link ConvolutionWork}. */
public class ConvolutionBenchmark extends WorkBenchmark {
  /** The work. */
  @Param ConvolutionWork work;

  @Override
  Work work() {
    return work;
  }
}
