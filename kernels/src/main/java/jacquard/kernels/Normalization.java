package jacquard.kernels;

/**
 * Batch normalisation over the rows of {@code [rows, c]} (Ioffe and Szegedy 2015, algorithm 1) and
 * layer normalisation over its columns (Ba et al. 2016, section 3). Variances take two passes; sums
 * over rows go in chunks fixed by the shape, merged in index order.
 */
public interface Normalization {
  /** Mean and biased variance of each column: {@code mean[c], variance[c]}. */
  void moments(int rows, int c, float[] x, float[] mean, float[] variance, Workspace workspace);

  /** {@code y = (x - mean) / sqrt(variance + epsilon) * gamma + beta}, by columns. */
  void normalize(
      int rows,
      int c,
      float[] x,
      float[] mean,
      float[] variance,
      float epsilon,
      float[] gamma,
      float[] beta,
      float[] y,
      Workspace workspace);

  /**
   * Gradients of {@link #normalize} with {@code mean} and {@code variance} the moments of {@code x}
   * itself. Overwrites {@code dx[rows, c]} (unless {@code null}), {@code dGamma[c]}, {@code
   * dBeta[c]}; the last two are right for any other moments too.
   */
  void batchNormBackward(
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
      Workspace workspace);

  /**
   * {@code y = (x - mean) * rstd * gamma + beta}, by rows.
   *
   * @param mean {@code [rows]}, written for the backward pass
   * @param rstd {@code [rows]}: {@code 1 / sqrt(variance + epsilon)}, likewise
   */
  void layerNorm(
      int rows,
      int c,
      float[] x,
      float epsilon,
      float[] gamma,
      float[] beta,
      float[] y,
      float[] mean,
      float[] rstd,
      Workspace workspace);

  /** Gradients of {@link #layerNorm}; overwrites {@code dx}, {@code dGamma}, {@code dBeta}. */
  void layerNormBackward(
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
      Workspace workspace);
}
