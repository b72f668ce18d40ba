package jacquard.bench.work;

import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;

/** Sums and maxima. */
public enum ReductionWork implements KernelWork {
  /** A bias gradient: over the rows. */
  SUM_ROWS(
      "sum over rows 25088x64",
      25088 * 64,
      64,
      (tier, a, workspace) -> tier.reduction().sum(1, 25088, 64, a[0], a[1], workspace)),
  /** Over the columns. */
  SUM_COLUMNS(
      "sum over columns 4096x256",
      4096 * 256,
      4096,
      (tier, a, workspace) -> tier.reduction().sum(4096, 256, 1, a[0], a[1], workspace)),
  /** Largest of each row. */
  MAX_COLUMNS(
      "max over columns 4096x256",
      4096 * 256,
      4096,
      (tier, a, workspace) -> tier.reduction().max(4096, 256, 1, a[0], a[1], workspace)),
  /** A gradient's norm, squared. */
  SUM_OF_SQUARES(
      "sum of squares 1M",
      1 << 20,
      1,
      (tier, a, workspace) ->
          a[1][0] = (float) tier.reduction().sumOfSquares(a[0].length, a[0], workspace));

  private final String label;
  private final int inputs;
  private final int outputs;
  private final KernelCall call;

  ReductionWork(String label, int inputs, int outputs, KernelCall call) {
    this.label = label;
    this.inputs = inputs;
    this.outputs = outputs;
    this.call = call;
  }

  @Override
  public String family() {
    return "reduction";
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Cost cost() {
    return Cost.of(inputs, 4.0 * (inputs + outputs));
  }

  @Override
  public Unit unit() {
    return Unit.GBPS;
  }

  @Override
  public int[] lengths() {
    return new int[] {inputs, outputs};
  }

  @Override
  public Runnable bind(Tier tier, float[][] arrays, Workspace workspace) {
    return call.bind(tier, arrays, workspace);
  }
}
