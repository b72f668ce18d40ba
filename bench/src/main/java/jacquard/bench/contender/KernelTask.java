package jacquard.bench.contender;

import jacquard.bench.work.KernelWork;
import jacquard.kernels.Parallel;
import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;

/** A kernel of one of our tiers. */
final class KernelTask implements Task {
  private final Parallel parallel;
  private final float[][] arrays;
  private final Runnable call;

  KernelTask(KernelWork work, Tier tier, int threads) {
    parallel = Parallel.of(threads);
    arrays = work.arrays();
    call = work.bind(tier, arrays, new Workspace(parallel));
  }

  @Override
  public void run() {
    call.run();
  }

  @Override
  public float[] output() {
    return arrays[arrays.length - 1];
  }

  @Override
  public void close() {
    parallel.close();
  }
}
