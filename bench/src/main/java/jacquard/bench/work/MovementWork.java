package jacquard.bench.work;

import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;

/** Copies between layouts. */
public enum MovementWork implements KernelWork {
  /** Channels last to channels first: {@code [32, 14, 14, 64] -> [32, 64, 14, 14]}. */
  TRANSPOSE(
      "NHWC to NCHW 32x14x14x64",
      new int[] {32 * 196 * 64, 32 * 196 * 64},
      (tier, a, workspace) ->
          tier.movement()
              .copy(Boxes.DIMS, a[0], 0, Boxes.NHWC, a[1], 0, Boxes.NCHW, false, workspace)),
  /** A value everywhere. */
  FILL(
      "fill 1M",
      new int[] {1 << 20},
      (tier, a, workspace) -> tier.movement().fill(a[0].length, 1, a[0], workspace)),
  /** Rows of a table. */
  GATHER(
      "gather 4096 rows of 64",
      new int[] {10_000 * 64, 4096 * 64},
      (tier, a, workspace) ->
          tier.movement().gather(4096, 64, a[0], Boxes.INDICES, a[1], workspace));

  private static final class Boxes {
    static final int[] DIMS = {32, 64, 196};
    static final int[] NHWC = {64 * 196, 1, 64};
    static final int[] NCHW = {64 * 196, 196, 1};
    static final int[] INDICES = indices();

    private static int[] indices() {
      var indices = new int[4096];
      for (int i = 0; i < indices.length; i++) indices[i] = (int) (i * 7919L % 10_000);
      return indices;
    }
  }

  private final String label;
  private final int[] lengths;
  private final KernelCall call;

  MovementWork(String label, int[] lengths, KernelCall call) {
    this.label = label;
    this.lengths = lengths;
    this.call = call;
  }

  @Override
  public String family() {
    return "movement";
  }

  @Override
  public String label() {
    return label;
  }

  /** What is written, and as much read where something is read. */
  @Override
  public Cost cost() {
    return Cost.perElement(lengths[lengths.length - 1], 0, lengths.length);
  }

  @Override
  public Unit unit() {
    return Unit.GBPS;
  }

  @Override
  public int[] lengths() {
    return lengths.clone();
  }

  @Override
  public Runnable bind(Tier tier, float[][] arrays, Workspace workspace) {
    return call.bind(tier, arrays, workspace);
  }
}
