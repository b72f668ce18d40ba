package jacquard.bench.work;

import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;

/** A kernel of any tier on arrays; the last one takes the output. */
@FunctionalInterface
interface KernelCall {
  void run(Tier tier, float[][] arrays, Workspace workspace);

  default Runnable bind(Tier tier, float[][] arrays, Workspace workspace) {
    return () -> run(tier, arrays, workspace);
  }
}
