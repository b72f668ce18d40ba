package jacquard.kernels.vector;

import jacquard.kernels.Binary;
import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/**
 * Gradients of layer normalisation. A chunk of rows computes their {@code dx} and its share of
 * {@code dGamma} and {@code dBeta}; the shares are merged in index order.
 */
final class LayerNormGradient implements Parallel.Region {
  private final RowChunks chunks = new RowChunks();
  private final Scratch sums = new Scratch();
  private final Scratch dots = new Scratch();
  private final Scratch centers = new Scratch();
  private final Scratch products = new Scratch(); // a row of dy * gamma
  private final Scratch partial = new Scratch(); // dGamma[chunks, c], dBeta[chunks, c]
  private int c;
  private float[] x;
  private float[] gamma;
  private float[] mean;
  private float[] rstd;
  private float[] dy;
  private float[] dx;

  void run(
      int rows,
      int c,
      float[] x,
      float[] gamma,
      float[] mean,
      float[] rstd,
      float[] dy,
      float[] dx,
      float[] dGamma,
      float[] dBeta,
      Workspace workspace) {
    this.c = c;
    this.x = x;
    this.gamma = gamma;
    this.mean = mean;
    this.rstd = rstd;
    this.dy = dy;
    this.dx = dx;
    reserve(rows, workspace.parallel().threads());
    Split.run(workspace, this, (long) rows * c, Tuning.ROWS_MIN_ELEMENTS);
    this.x = this.gamma = this.mean = this.rstd = this.dy = this.dx = null;
    merge(partial.of(0), dGamma);
    merge(partial.of(1), dBeta);
  }

  private void reserve(int rows, int parts) {
    chunks.set(rows, c);
    sums.reserve(parts, RowSums.WIDTH);
    dots.reserve(parts, RowSums.WIDTH);
    centers.reserve(parts, RowSums.WIDTH);
    products.reserve(parts, c);
    partial.reserve(2, chunks.count * c);
  }

  private void merge(float[] partial, float[] total) {
    for (int j = 0; j < c; j++) {
      double sum = 0;
      for (int k = 0; k < chunks.count; k++) sum += partial[k * c + j];
      total[j] = (float) sum;
    }
  }

  @Override
  public void run(int part, int parts) {
    var dGamma = partial.of(0);
    var dBeta = partial.of(1);
    int to = Split.from(chunks.count, part + 1, parts);
    for (int k = Split.from(chunks.count, part, parts); k < to; k++) {
      Arrays.fill(dGamma, k * c, (k + 1) * c, 0);
      Arrays.fill(dBeta, k * c, (k + 1) * c, 0);
      for (int i = chunks.from(k); i < chunks.from(k + 1); i += c) {
        int row = i / c;
        LayerNormLoops.accumulate(mean[row], rstd[row], x, dy, i, c, dGamma, dBeta, k * c);
        row(part, row, i);
      }
    }
  }

  /** With {@code g = dy * gamma}: {@code dx = rstd (g - mean(g) - x' mean(g x'))}. */
  private void row(int part, int row, int i) {
    var g = products.of(part);
    var sum = sums.of(part);
    var dot = dots.of(part);
    var center = centers.of(part);
    float m = mean[row];
    float r = rstd[row];
    BinaryLoops.run(Binary.MUL, dy, i, gamma, 0, g, 0, c);
    Arrays.fill(center, m);
    ColumnSums.products(g, 0, x, i, c, RowSums.WIDTH, center, sum, dot);
    float b = -r * r * r * RowSums.tree(c, dot) / c;
    float shift = -r * RowSums.tree(c, sum) / c;
    LayerNormLoops.gradient(m, r, b, shift, g, 0, x, dx, i, c);
  }
}
