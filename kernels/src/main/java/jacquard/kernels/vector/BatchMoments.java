package jacquard.kernels.vector;

import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;

/**
 * Mean and variance of columns. Every chunk of rows takes two passes, about its own mean; the
 * chunks are merged by the formula of Chan, Golub and LeVeque (1983, equation 2.1), so that memory
 * is read once.
 */
final class BatchMoments implements Parallel.Region {
  private final RowChunks chunks = new RowChunks();
  private final Scratch sums = new Scratch();
  private final Scratch centers = new Scratch();
  private double[] means = new double[0]; // [chunks, c]
  private double[] squares = new double[0];
  private int c;
  private float[] x;

  void run(int rows, int c, float[] x, float[] mean, float[] variance, Workspace workspace) {
    this.c = c;
    this.x = x;
    chunks.set(rows, c);
    sums.reserve(workspace.parallel().threads(), chunks.width);
    centers.reserve(workspace.parallel().threads(), chunks.width);
    int size = chunks.count * c;
    if (means.length < size) {
      means = new double[size];
      squares = new double[size];
    }
    Split.run(workspace, this, (long) rows * c, Tuning.NORMALIZATION_MIN_ELEMENTS);
    this.x = null;
    for (int j = 0; j < c; j++) merge(rows, j, mean, variance);
  }

  @Override
  public void run(int part, int parts) {
    int to = Split.from(chunks.count, part + 1, parts);
    for (int k = Split.from(chunks.count, part, parts); k < to; k++) {
      chunk(k, sums.of(part), centers.of(part));
    }
  }

  private void chunk(int k, float[] sums, float[] centers) {
    int from = chunks.from(k);
    int n = chunks.from(k + 1) - from;
    ColumnSums.sum(x, from, n, chunks.width, sums);
    for (int j = 0; j < c; j++) {
      means[k * c + j] = chunks.fold(sums, j) / (n / c);
      centers[j] = (float) means[k * c + j];
    }
    chunks.repeat(centers);
    ColumnSums.squares(x, from, n, chunks.width, centers, 0, sums);
    for (int j = 0; j < c; j++) squares[k * c + j] = chunks.fold(sums, j);
  }

  private void merge(int rows, int j, float[] mean, float[] variance) {
    double center = 0;
    for (int k = 0; k < chunks.count; k++) center += rows(k) * means[k * c + j];
    center /= rows;
    double sum = 0;
    for (int k = 0; k < chunks.count; k++) {
      double d = means[k * c + j] - center;
      sum += squares[k * c + j] + rows(k) * d * d;
    }
    mean[j] = (float) center;
    variance[j] = (float) (sum / rows);
  }

  private int rows(int k) {
    return (chunks.from(k + 1) - chunks.from(k)) / c;
  }
}
