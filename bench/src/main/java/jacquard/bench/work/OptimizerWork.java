package jacquard.bench.work;

import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/** One step of an optimiser on as many parameters as {@code cnn} has. */
public enum OptimizerWork implements KernelWork {
  /** Gradient descent with momentum: reads g, v and p, writes v and p. */
  SGD("SGD momentum", 4, 5),
  /** Adam: reads g, m, v and p, writes m, v and p. */
  ADAM("Adam", 12, 7),
  /** Adam with decoupled weight decay. */
  ADAMW("AdamW", 14, 7),
  /** RMSprop: reads g, s and p, writes s and p. */
  RMSPROP("RMSprop", 8, 5);

  private static final int N = 421_642;

  /** So small that parameters stay what they are for millions of steps. */
  private static final double RATE = 1e-9;

  private final String label;
  private final int flops;
  private final int accesses;

  OptimizerWork(String label, int flops, int accesses) {
    this.label = label;
    this.flops = flops;
    this.accesses = accesses;
  }

  @Override
  public String family() {
    return "optimizer";
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Cost cost() {
    return Cost.perElement(N, flops, accesses);
  }

  @Override
  public Unit unit() {
    return Unit.GBPS;
  }

  /** The gradient, two moments, and the parameters. */
  @Override
  public int[] lengths() {
    return new int[] {N, N, N, N};
  }

  /** Moments start from zero. */
  @Override
  public float[][] arrays() {
    var arrays = KernelWork.super.arrays();
    Arrays.fill(arrays[1], 0);
    Arrays.fill(arrays[2], 0);
    return arrays;
  }

  @Override
  public Runnable bind(Tier tier, float[][] a, Workspace workspace) {
    var kernel = tier.optimizerUpdate();
    float[] g = a[0];
    float[] m = a[1];
    float[] v = a[2];
    float[] p = a[3];
    return switch (this) {
      case SGD -> () -> kernel.sgd(N, p, g, m, RATE, 0.9, 0, 0, false, false, workspace);
      case ADAM ->
          () -> kernel.adam(N, p, g, m, v, RATE, 0.9, 0.999, 1e-8, 0, false, 1000, workspace);
      case ADAMW ->
          () -> kernel.adam(N, p, g, m, v, RATE, 0.9, 0.999, 1e-8, 0.01, true, 1000, workspace);
      case RMSPROP -> () -> kernel.rmsprop(N, p, g, m, null, RATE, 0.99, 1e-8, 0, 0, workspace);
    };
  }
}
