package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;

/**
 * A function of the elements of one or two arrays. Its loop sees whole vectors alone: the ragged
 * end is copied into a tile, goes through the same loop, and is copied back, so that no loop needs
 * a masked twin of its body.
 */
abstract class Pointwise implements Parallel.Region {
  private final float[] aTile = new float[LANES];
  private final float[] bTile = new float[LANES];
  private final float[] yTile = new float[LANES];
  private int n;
  private float[] a;
  private float[] b;
  private float[] y;

  /** Computes {@code y[from, to)}; {@code to - from} is a multiple of the number of lanes. */
  abstract void loop(float[] a, float[] b, float[] y, int from, int to);

  /** From how many elements on threads share them. */
  int minimum() {
    return Tuning.ELEMENTWISE_MIN_ELEMENTS;
  }

  /** Computes {@code y[0, n)}; {@code b} is {@code null} for a function of one argument. */
  final void run(int n, float[] a, float[] b, float[] y, Workspace workspace) {
    this.n = n;
    this.a = a;
    this.b = b;
    this.y = y;
    Split.run(workspace, this, n, minimum());
    this.a = this.b = this.y = null;
  }

  @Override
  public final void run(int part, int parts) {
    int from = Split.aligned(n, part, parts);
    int to = Split.aligned(n, part + 1, parts);
    int end = from + SPECIES.loopBound(to - from);
    if (from < end) loop(a, b, y, from, end);
    if (end < to) tail(end, to); // the last part's alone: the others end at whole vectors
  }

  /** Copied, not masked: C2 now and then leaves a masked vector boxed. */
  private void tail(int from, int to) {
    System.arraycopy(a, from, aTile, 0, to - from);
    if (b != null) System.arraycopy(b, from, bTile, 0, to - from);
    loop(aTile, bTile, yTile, 0, LANES);
    System.arraycopy(yTile, 0, y, from, to - from);
  }
}
