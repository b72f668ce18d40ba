package jacquard.bench.work;

import jacquard.kernels.Philox;
import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;

/** One call of a kernel on float arrays. */
public sealed interface KernelWork extends Work
    permits GemmWork,
        ConvolutionWork,
        PoolingWork,
        ElementwiseWork,
        ReductionWork,
        SoftmaxWork,
        NormalizationWork,
        MovementWork,
        OptimizerWork {
  /** The lengths of the arrays; the kernel's output is the last. */
  int[] lengths();

  /**
   * The call.
   *
   * @param arrays as {@link #arrays} makes them; owned by the call
   */
  Runnable bind(Tier tier, float[][] arrays, Workspace workspace);

  /** New arrays, the same for everyone: uniform between -1 and 1; the output holds zeros. */
  default float[][] arrays() {
    var lengths = lengths();
    var arrays = new float[lengths.length][];
    for (int i = 0; i < lengths.length; i++) {
      arrays[i] = new float[lengths[i]];
      if (i < lengths.length - 1) fill(new Philox(1, i), arrays[i]);
    }
    return arrays;
  }

  private static void fill(Philox random, float[] values) {
    for (int i = 0; i < values.length; i++) values[i] = 2 * random.nextFloat() - 1;
  }
}
