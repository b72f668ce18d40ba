package jacquard.kernels.vector;

import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;

/** Rounds each row to steps of its own; each part takes some of the rows. */
final class RowRounding implements Parallel.Region {
  private int rows;
  private int n;
  private float[] x;
  private float[] y;

  void run(int r, int c, float[] values, float[] rounded, Workspace workspace) {
    rows = r;
    n = c;
    x = values;
    y = rounded;
    Split.run(workspace, this, (long) r * c, Tuning.ELEMENTWISE_MIN_ELEMENTS);
    x = null;
    y = null;
  }

  @Override
  public void run(int part, int parts) {
    int end = Split.from(rows, part + 1, parts);
    for (int row = Split.from(rows, part, parts); row < end; row++) {
      float step = CodeLoops.step(n, x, row * n);
      CodeLoops.round(n, x, row * n, step, step, y, row * n);
    }
  }
}
