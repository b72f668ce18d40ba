package jacquard.kernels.vector;

import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;

/** {@code y = (x - mean) * scale + beta}, by columns. */
final class BatchNormalize implements Parallel.Region {
  private final RowChunks chunks = new RowChunks();
  private final Scratch coefficients = new Scratch(); // mean, scale, beta, each repeated
  private float[] x;
  private float[] y;

  void run(
      int rows,
      int c,
      float[] x,
      float[] mean,
      float[] variance,
      float epsilon,
      float[] gamma,
      float[] beta,
      float[] y,
      Workspace workspace) {
    this.x = x;
    this.y = y;
    chunks.set(rows, c);
    coefficients.reserve(3, chunks.width);
    System.arraycopy(mean, 0, coefficients.of(0), 0, c);
    for (int j = 0; j < c; j++) {
      coefficients.of(1)[j] = (float) (gamma[j] / Math.sqrt((double) variance[j] + epsilon));
    }
    System.arraycopy(beta, 0, coefficients.of(2), 0, c);
    for (int i = 0; i < 3; i++) chunks.repeat(coefficients.of(i));
    Split.run(workspace, this, (long) rows * c, Tuning.NORMALIZATION_MIN_ELEMENTS);
    this.x = this.y = null;
  }

  @Override
  public void run(int part, int parts) {
    var mean = coefficients.of(0);
    var scale = coefficients.of(1);
    var beta = coefficients.of(2);
    int to = Split.from(chunks.count, part + 1, parts);
    for (int k = Split.from(chunks.count, part, parts); k < to; k++) {
      int from = chunks.from(k);
      ColumnLoops.normalize(x, from, chunks.from(k + 1), chunks.width, mean, scale, beta, y);
    }
  }
}
