package jacquard.bench.jmh;

import jacquard.bench.work.OptimizerWork;
import jacquard.bench.work.Work;
import org.openjdk.jmh.annotations.Param;

/** Optimiser steps: every constant of {@link OptimizerWork}. */
public class OptimizerBenchmark extends WorkBenchmark {
  /** The work. */
  @Param OptimizerWork work;

  @Override
  Work work() {
    return work;
  }
}
