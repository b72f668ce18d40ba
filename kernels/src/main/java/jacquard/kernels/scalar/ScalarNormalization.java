package jacquard.kernels.scalar;

import jacquard.kernels.Normalization;
import jacquard.kernels.Workspace;

/** Normalisation, one column or row after the other, in double precision. */
public final class ScalarNormalization implements Normalization {
  @Override
  public void moments(
      int rows, int c, float[] x, float[] mean, float[] variance, Workspace workspace) {
    for (int j = 0; j < c; j++) {
      double sum = 0;
      for (int r = 0; r < rows; r++) sum += x[r * c + j];
      double center = sum / rows;
      double squares = 0;
      for (int r = 0; r < rows; r++) squares += square(x[r * c + j] - center);
      mean[j] = (float) center;
      variance[j] = (float) (squares / rows);
    }
  }

  private static double square(double x) {
    return x * x;
  }

  private static double rstd(double variance, float epsilon) {
    return 1 / Math.sqrt(variance + epsilon);
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
    for (int j = 0; j < c; j++) {
      float scale = (float) (gamma[j] * rstd(variance[j], epsilon));
      for (int r = 0; r < rows; r++) {
        y[r * c + j] = (x[r * c + j] - mean[j]) * scale + beta[j];
      }
    }
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
    for (int j = 0; j < c; j++) {
      double rstd = rstd(variance[j], epsilon);
      double sum = 0; // of dy
      double dot = 0; // of dy and the normalised x
      for (int r = 0; r < rows; r++) {
        sum += dy[r * c + j];
        dot += dy[r * c + j] * ((x[r * c + j] - mean[j]) * rstd);
      }
      dBeta[j] = (float) sum;
      dGamma[j] = (float) dot;
      for (int r = 0; dx != null && r < rows; r++) {
        double normal = (x[r * c + j] - mean[j]) * rstd;
        dx[r * c + j] =
            (float) (gamma[j] * rstd * (dy[r * c + j] - sum / rows - normal * dot / rows));
      }
    }
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
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int j = 0; j < c; j++) sum += x[r * c + j];
      double center = sum / c;
      double squares = 0;
      for (int j = 0; j < c; j++) squares += square(x[r * c + j] - center);
      mean[r] = (float) center;
      rstd[r] = (float) rstd(squares / c, epsilon);
      for (int j = 0; j < c; j++) {
        y[r * c + j] = (x[r * c + j] - mean[r]) * rstd[r] * gamma[j] + beta[j];
      }
    }
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
    for (int j = 0; j < c; j++) {
      double sum = 0;
      double dot = 0;
      for (int r = 0; r < rows; r++) {
        sum += dy[r * c + j];
        dot += dy[r * c + j] * ((x[r * c + j] - mean[r]) * rstd[r]);
      }
      dBeta[j] = (float) sum;
      dGamma[j] = (float) dot;
    }
    for (int r = 0; r < rows; r++) {
      double sum = 0; // of dy * gamma
      double dot = 0; // of dy * gamma and the normalised x
      for (int j = 0; j < c; j++) {
        double g = dy[r * c + j] * gamma[j];
        sum += g;
        dot += g * ((x[r * c + j] - mean[r]) * rstd[r]);
      }
      for (int j = 0; j < c; j++) {
        double g = dy[r * c + j] * gamma[j];
        double normal = (x[r * c + j] - mean[r]) * rstd[r];
        dx[r * c + j] = (float) (rstd[r] * (g - sum / c - normal * dot / c));
      }
    }
  }
}
