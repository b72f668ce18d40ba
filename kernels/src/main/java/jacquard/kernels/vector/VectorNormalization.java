package jacquard.kernels.vector;

import jacquard.kernels.Normalization;
import jacquard.kernels.Workspace;

/** Batch and layer normalisation. */
public final class VectorNormalization implements Normalization {
  private static final Workspace.Slot<BatchMoments> MOMENTS = Workspace.Slot.of(BatchMoments::new);
  private static final Workspace.Slot<BatchNormalize> NORMALIZE =
      Workspace.Slot.of(BatchNormalize::new);
  private static final Workspace.Slot<BatchNormGradient> BATCH_GRADIENT =
      Workspace.Slot.of(BatchNormGradient::new);
  private static final Workspace.Slot<LayerNorm> LAYER_NORM = Workspace.Slot.of(LayerNorm::new);
  private static final Workspace.Slot<LayerNormGradient> LAYER_GRADIENT =
      Workspace.Slot.of(LayerNormGradient::new);

  /** The vector kernel; it has no state. */
  public VectorNormalization() {}

  @Override
  public void moments(
      int rows, int c, float[] x, float[] mean, float[] variance, Workspace workspace) {
    workspace.get(MOMENTS).run(rows, c, x, mean, variance, workspace);
  }

  @Override
  public void normalize(
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
    workspace.get(NORMALIZE).run(rows, c, x, mean, variance, epsilon, gamma, beta, y, workspace);
  }

  @Override
  public void batchNormBackward(
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
    workspace
        .get(BATCH_GRADIENT)
        .run(rows, c, x, mean, variance, epsilon, gamma, dy, dx, dGamma, dBeta, workspace);
  }

  @Override
  public void layerNorm(
      int rows,
      int c,
      float[] x,
      float epsilon,
      float[] gamma,
      float[] beta,
      float[] y,
      float[] mean,
      float[] rstd,
      Workspace workspace) {
    workspace.get(LAYER_NORM).run(rows, c, x, epsilon, gamma, beta, y, mean, rstd, workspace);
  }

  @Override
  public void layerNormBackward(
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
    workspace
        .get(LAYER_GRADIENT)
        .run(rows, c, x, gamma, mean, rstd, dy, dx, dGamma, dBeta, workspace);
  }

  private static final class LayerNorm extends Rows {
    private float epsilon;
    private float[] x;
    private float[] gamma;
    private float[] beta;
    private float[] y;
    private float[] mean;
    private float[] rstd;

    void run(
        int rows,
        int c,
        float[] x,
        float epsilon,
        float[] gamma,
        float[] beta,
        float[] y,
        float[] mean,
        float[] rstd,
        Workspace workspace) {
      this.epsilon = epsilon;
      this.x = x;
      this.gamma = gamma;
      this.beta = beta;
      this.y = y;
      this.mean = mean;
      this.rstd = rstd;
      run(rows, c, workspace);
      this.x = this.gamma = this.beta = this.y = this.mean = this.rstd = null;
    }

    @Override
    void row(int row, int offset, int c, float[] scratch) {
      float m = RowSums.sum(x, offset, c, scratch) / c;
      float variance = RowSums.squares(x, offset, c, m, scratch) / c;
      float r = (float) (1 / Math.sqrt((double) variance + epsilon));
      LayerNormLoops.normalize(m, r, gamma, beta, x, y, offset, c);
      mean[row] = m;
      rstd[row] = r;
    }
  }
}
