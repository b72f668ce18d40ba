package jacquard.kernels.vector;

import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;

/** Work on the rows of {@code [rows, n]}, each by itself; every part takes some of them. */
abstract class Rows implements Parallel.Region {
  private final Scratch scratch = new Scratch();
  private int rows;
  private int n;

  /**
   * Computes a row.
   *
   * @param offset where it begins
   * @param scratch {@code [WIDTH + n]} or more: the first for {@link RowSums}, the others for a row
   */
  abstract void row(int row, int offset, int n, float[] scratch);

  final void run(int rows, int n, Workspace workspace) {
    this.rows = rows;
    this.n = n;
    scratch.reserve(workspace.parallel().threads(), RowSums.WIDTH + Math.max(n, RowSums.WIDTH));
    long work = (long) rows * (n + Tuning.ROW_ELEMENTS);
    Split.run(workspace, this, work, Tuning.ROWS_MIN_ELEMENTS);
  }

  @Override
  public final void run(int part, int parts) {
    int to = Split.from(rows, part + 1, parts);
    for (int row = Split.from(rows, part, parts); row < to; row++) {
      row(row, row * n, n, scratch.of(part));
    }
  }
}
