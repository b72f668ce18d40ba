package jacquard.kernels.scalar;

import jacquard.kernels.Softmax;
import jacquard.kernels.Workspace;

/** Softmax and cross-entropy, one row after the other, in double precision. */
public final class ScalarSoftmax implements Softmax {
  @Override
  public void softmax(int rows, int n, float[] x, float[] y, Workspace workspace) {
    for (int r = 0; r < rows; r++) softmaxRow(n, x, y, r * n);
  }

  private static void softmaxRow(int n, float[] x, float[] y, int offset) {
    double logSum = logSumExp(n, x, offset);
    for (int i = offset; i < offset + n; i++) y[i] = (float) Math.exp(x[i] - logSum);
  }

  /** {@code log(sum(exp(x)))}, safe from overflow. */
  private static double logSumExp(int n, float[] x, int offset) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = offset; i < offset + n; i++) max = Math.max(max, x[i]);
    double sum = 0;
    for (int i = offset; i < offset + n; i++) sum += Math.exp((double) x[i] - max);
    return max + Math.log(sum);
  }

  @Override
  public void softmaxBackward(
      int rows, int n, float[] y, float[] dy, float[] dx, Workspace workspace) {
    for (int r = 0; r < rows; r++) {
      double dot = 0;
      for (int i = r * n; i < (r + 1) * n; i++) dot += (double) dy[i] * y[i];
      for (int i = r * n; i < (r + 1) * n; i++) dx[i] = (float) (y[i] * (dy[i] - dot));
    }
  }

  @Override
  public void logSoftmax(int rows, int n, float[] x, float[] y, Workspace workspace) {
    for (int r = 0; r < rows; r++) {
      double logSum = logSumExp(n, x, r * n);
      for (int i = r * n; i < (r + 1) * n; i++) y[i] = (float) (x[i] - logSum);
    }
  }

  @Override
  public void logSoftmaxBackward(
      int rows, int n, float[] y, float[] dy, float[] dx, Workspace workspace) {
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int i = r * n; i < (r + 1) * n; i++) sum += dy[i];
      for (int i = r * n; i < (r + 1) * n; i++) dx[i] = (float) (dy[i] - Math.exp(y[i]) * sum);
    }
  }

  @Override
  public void crossEntropy(
      int rows,
      int n,
      float[] logits,
      int[] labels,
      float smoothing,
      float[] losses,
      float[] probabilities,
      Workspace workspace) {
    Softmax.checkLabels(rows, n, labels);
    for (int r = 0; r < rows; r++) {
      double logSum = logSumExp(n, logits, r * n);
      double loss = (1 - smoothing) * (logSum - logits[r * n + labels[r]]);
      for (int i = r * n; smoothing > 0 && i < (r + 1) * n; i++) {
        loss += smoothing / n * (logSum - logits[i]);
      }
      losses[r] = (float) loss;
      softmaxRow(n, logits, probabilities, r * n);
    }
  }

  @Override
  public void crossEntropyBackward(
      int rows,
      int n,
      float[] probabilities,
      int[] labels,
      float smoothing,
      float[] dy,
      int dyStride,
      float scale,
      float[] dx,
      Workspace workspace) {
    for (int r = 0; r < rows; r++) {
      float g = dy[r * dyStride] * scale;
      for (int j = 0; j < n; j++) {
        float target = (j == labels[r] ? 1 - smoothing : 0) + smoothing / n;
        dx[r * n + j] = g * (probabilities[r * n + j] - target);
      }
    }
  }
}
