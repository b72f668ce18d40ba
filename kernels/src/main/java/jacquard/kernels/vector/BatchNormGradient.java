package jacquard.kernels.vector;

import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;

/**
 * Gradients of batch normalisation. The first pass sums {@code dy} and {@code dy * (x - mean)} by
 * chunks of rows; with these sums {@code dx} is an affine function of {@code dy} and {@code x}.
 */
final class BatchNormGradient implements Parallel.Region {
  private final RowChunks chunks = new RowChunks();
  private final Scratch sums = new Scratch();
  private final Scratch dots = new Scratch();
  private final Scratch coefficients = new Scratch(); // mean, a, b, c of ColumnLoops.gradient
  private double[] partialSums = new double[0]; // [chunks, c]
  private double[] partialDots = new double[0];
  private int c;
  private float[] x;
  private float[] dy;
  private float[] dx; // null in the first pass

  void run(
      int rows,
      int c,
      float[] x,
      float[] mean,
      float[] variance,
      float epsilon,
      float[] gamma,
      float[] dy,
      float[] dx,
      float[] dGamma,
      float[] dBeta,
      Workspace workspace) {
    this.c = c;
    this.x = x;
    this.dy = dy;
    reserve(rows, workspace.parallel().threads());
    System.arraycopy(mean, 0, coefficients.of(0), 0, c);
    chunks.repeat(coefficients.of(0));
    Split.run(workspace, this, (long) rows * c, Tuning.NORMALIZATION_MIN_ELEMENTS);
    for (int j = 0; j < c; j++) {
      double rstd = 1 / Math.sqrt((double) variance[j] + epsilon);
      dBeta[j] = (float) merge(partialSums, j);
      dGamma[j] = (float) (merge(partialDots, j) * rstd);
      coefficients.of(1)[j] = (float) (gamma[j] * rstd);
      coefficients.of(2)[j] = (float) (-gamma[j] * rstd * rstd * dGamma[j] / rows);
      coefficients.of(3)[j] = (float) (-gamma[j] * rstd * dBeta[j] / rows);
    }
    if (dx != null) {
      this.dx = dx;
      for (int i = 1; i < 4; i++) chunks.repeat(coefficients.of(i));
      Split.run(workspace, this, (long) rows * c, Tuning.NORMALIZATION_MIN_ELEMENTS);
    }
    this.x = this.dy = this.dx = null;
  }

  private void reserve(int rows, int parts) {
    chunks.set(rows, c);
    sums.reserve(parts, chunks.width);
    dots.reserve(parts, chunks.width);
    coefficients.reserve(4, chunks.width);
    int size = chunks.count * c;
    if (partialSums.length < size) {
      partialSums = new double[size];
      partialDots = new double[size];
    }
  }

  private double merge(double[] partial, int j) {
    double sum = 0;
    for (int k = 0; k < chunks.count; k++) sum += partial[k * c + j];
    return sum;
  }

  @Override
  public void run(int part, int parts) {
    int to = Split.from(chunks.count, part + 1, parts);
    for (int k = Split.from(chunks.count, part, parts); k < to; k++) {
      if (dx == null) {
        sum(k, sums.of(part), dots.of(part));
      } else {
        differentiate(chunks.from(k), chunks.from(k + 1));
      }
    }
  }

  private void sum(int k, float[] sums, float[] dots) {
    int from = chunks.from(k);
    int n = chunks.from(k + 1) - from;
    ColumnSums.products(dy, from, x, from, n, chunks.width, coefficients.of(0), sums, dots);
    for (int j = 0; j < c; j++) {
      partialSums[k * c + j] = chunks.fold(sums, j);
      partialDots[k * c + j] = chunks.fold(dots, j);
    }
  }

  private void differentiate(int from, int to) {
    var mean = coefficients.of(0);
    var a = coefficients.of(1);
    var b = coefficients.of(2);
    var c = coefficients.of(3);
    ColumnLoops.gradient(x, dy, from, to, chunks.width, mean, a, b, c, dx);
  }
}
