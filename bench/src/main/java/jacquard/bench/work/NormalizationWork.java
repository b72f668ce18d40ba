package jacquard.bench.work;

import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;

/** Batch norm of a training step's second layer, and layer norm of long rows. */
public enum NormalizationWork implements KernelWork {
  /** Mean and variance of each channel, in two passes. */
  MOMENTS("batch norm moments", 4, 1),
  /** Normalisation with given moments. */
  NORMALIZE("batch norm", 4, 2),
  /** Gradients through the moments. */
  BATCH_GRADIENT("batch norm gradient", 10, 3),
  /** Each row by itself. */
  LAYER("layer norm", 8, 2),
  /** Its gradients. */
  LAYER_GRADIENT("layer norm gradient", 14, 3);

  private static final int ROWS = 128 * 14 * 14;
  private static final int COLUMNS = 64;
  private static final float EPSILON = 1e-5f;

  private final String label;
  private final int flops;
  private final int accesses;

  NormalizationWork(String label, int flops, int accesses) {
    this.label = label;
    this.flops = flops;
    this.accesses = accesses;
  }

  @Override
  public String family() {
    return "normalization";
  }

  @Override
  public String label() {
    return "%s %dx%d".formatted(label, ROWS, COLUMNS);
  }

  @Override
  public Cost cost() {
    return Cost.perElement((long) ROWS * COLUMNS, flops, accesses);
  }

  @Override
  public Unit unit() {
    return Unit.GBPS;
  }

  /** Gamma and beta, the elements, their gradients where needed, and the output. */
  @Override
  public int[] lengths() {
    int n = ROWS * COLUMNS;
    return switch (this) {
      case MOMENTS -> new int[] {COLUMNS, COLUMNS, n, 2 * COLUMNS};
      case NORMALIZE, LAYER -> new int[] {COLUMNS, COLUMNS, n, n};
      case BATCH_GRADIENT, LAYER_GRADIENT -> new int[] {COLUMNS, COLUMNS, n, n, n};
    };
  }

  @Override
  public Runnable bind(Tier tier, float[][] a, Workspace workspace) {
    return switch (this) {
      case MOMENTS, NORMALIZE, BATCH_GRADIENT -> bindBatch(tier, a, workspace);
      case LAYER, LAYER_GRADIENT -> bindLayer(tier, a, workspace);
    };
  }

  private Runnable bindBatch(Tier tier, float[][] a, Workspace workspace) {
    var kernel = tier.normalization();
    float[] gamma = a[0];
    float[] beta = a[1];
    float[] x = a[2];
    float[] output = a[a.length - 1];
    var mean = new float[COLUMNS];
    var variance = new float[COLUMNS];
    kernel.moments(ROWS, COLUMNS, x, mean, variance, workspace);
    if (this == MOMENTS) {
      return () -> {
        kernel.moments(ROWS, COLUMNS, x, mean, variance, workspace);
        System.arraycopy(mean, 0, output, 0, COLUMNS);
        System.arraycopy(variance, 0, output, COLUMNS, COLUMNS);
      };
    }
    if (this == NORMALIZE) {
      return () ->
          kernel.normalize(
              ROWS, COLUMNS, x, mean, variance, EPSILON, gamma, beta, output, workspace);
    }
    var dGamma = new float[COLUMNS];
    var dBeta = new float[COLUMNS];
    return () ->
        kernel.batchNormBackward(
            ROWS, COLUMNS, x, mean, variance, EPSILON, gamma, a[3], output, dGamma, dBeta,
            workspace);
  }

  private Runnable bindLayer(Tier tier, float[][] a, Workspace workspace) {
    var kernel = tier.normalization();
    float[] gamma = a[0];
    float[] beta = a[1];
    float[] x = a[2];
    float[] output = a[a.length - 1];
    var mean = new float[ROWS];
    var rstd = new float[ROWS];
    if (this == LAYER) {
      return () ->
          kernel.layerNorm(ROWS, COLUMNS, x, EPSILON, gamma, beta, output, mean, rstd, workspace);
    }
    kernel.layerNorm(ROWS, COLUMNS, x, EPSILON, gamma, beta, output, mean, rstd, workspace);
    var dGamma = new float[COLUMNS];
    var dBeta = new float[COLUMNS];
    return () ->
        kernel.layerNormBackward(
            ROWS, COLUMNS, x, gamma, mean, rstd, a[3], output, dGamma, dBeta, workspace);
  }
}
