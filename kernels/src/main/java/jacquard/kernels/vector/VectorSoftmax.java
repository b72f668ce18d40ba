package jacquard.kernels.vector;

import jacquard.kernels.Binary;
import jacquard.kernels.Softmax;
import jacquard.kernels.Workspace;

/**
 * Softmax, row by row: the maximum, the exponentials, their sum and the division are a loop each
 * over a row that stays in L1.
 */
public final class VectorSoftmax implements Softmax {
  private static final Workspace.Slot<Forward> FORWARD = Workspace.Slot.of(Forward::new);
  private static final Workspace.Slot<Backward> BACKWARD = Workspace.Slot.of(Backward::new);
  private static final Workspace.Slot<LogForward> LOG_FORWARD = Workspace.Slot.of(LogForward::new);
  private static final Workspace.Slot<LogBackward> LOG_BACKWARD =
      Workspace.Slot.of(LogBackward::new);
  private static final Workspace.Slot<LossForward> LOSS_FORWARD =
      Workspace.Slot.of(LossForward::new);
  private static final Workspace.Slot<LossBackward> LOSS_BACKWARD =
      Workspace.Slot.of(LossBackward::new);

  /** The vector kernel; it has no state. */
  public VectorSoftmax() {}

  @Override
  public void softmax(int rows, int n, float[] x, float[] y, Workspace workspace) {
    workspace.get(FORWARD).run(rows, n, x, y, null, workspace);
  }

  @Override
  public void softmaxBackward(
      int rows, int n, float[] y, float[] dy, float[] dx, Workspace workspace) {
    workspace.get(BACKWARD).run(rows, n, y, dy, dx, workspace);
  }

  @Override
  public void logSoftmax(int rows, int n, float[] x, float[] y, Workspace workspace) {
    workspace.get(LOG_FORWARD).run(rows, n, x, y, null, workspace);
  }

  @Override
  public void logSoftmaxBackward(
      int rows, int n, float[] y, float[] dy, float[] dx, Workspace workspace) {
    workspace.get(LOG_BACKWARD).run(rows, n, y, dy, dx, workspace);
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
    var call = workspace.get(LOSS_FORWARD);
    call.labels = labels;
    call.smoothing = smoothing;
    call.run(rows, n, logits, probabilities, losses, workspace);
    call.labels = null;
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
    var call = workspace.get(LOSS_BACKWARD);
    call.labels = labels;
    call.smoothing = smoothing;
    call.dyStride = dyStride;
    call.scale = scale;
    call.run(rows, n, probabilities, dy, dx, workspace);
    call.labels = null;
  }

  /** The three arrays that each of these functions has at most. */
  private abstract static class Call extends Rows {
    float[] a;
    float[] b;
    float[] c;

    void run(int rows, int n, float[] a, float[] b, float[] c, Workspace workspace) {
      this.a = a;
      this.b = b;
      this.c = c;
      run(rows, n, workspace);
      this.a = this.b = this.c = null;
    }
  }

  private static final class Forward extends Call {
    @Override
    void row(int row, int offset, int n, float[] scratch) {
      float max = MaxLoops.max(a, offset, n);
      SoftmaxLoops.exp(max, a, offset, b, offset, n, scratch);
      float sum = RowSums.sum(b, offset, n, scratch);
      SoftmaxLoops.shiftScale(0, 1 / sum, b, offset, b, offset, n);
    }
  }

  private static final class Backward extends Call {
    @Override
    void row(int row, int offset, int n, float[] scratch) {
      BinaryLoops.run(Binary.MUL, a, offset, b, offset, scratch, RowSums.WIDTH, n);
      float dot = RowSums.sum(scratch, RowSums.WIDTH, n, scratch);
      SoftmaxLoops.gradient(dot, a, b, c, offset, n);
    }
  }

  private static final class LogForward extends Call {
    @Override
    void row(int row, int offset, int n, float[] scratch) {
      float max = MaxLoops.max(a, offset, n);
      SoftmaxLoops.exp(max, a, offset, scratch, RowSums.WIDTH, n, scratch);
      float sum = RowSums.sum(scratch, RowSums.WIDTH, n, scratch);
      SoftmaxLoops.shift(max, (float) StrictMath.log(sum), a, offset, b, offset, n);
    }
  }

  private static final class LogBackward extends Call {
    @Override
    void row(int row, int offset, int n, float[] scratch) {
      SoftmaxLoops.exp(0, a, offset, scratch, RowSums.WIDTH, n, scratch);
      float sum = RowSums.sum(b, offset, n, scratch);
      SoftmaxLoops.logGradient(sum, scratch, RowSums.WIDTH, b, c, offset, n);
    }
  }

  /** Logits, probabilities, losses. */
  private static final class LossForward extends Call {
    private int[] labels;
    private float smoothing;

    @Override
    void row(int row, int offset, int n, float[] scratch) {
      float max = MaxLoops.max(a, offset, n);
      double expected = (1.0 - smoothing) * a[offset + labels[row]];
      if (smoothing > 0) expected += (double) smoothing * RowSums.sum(a, offset, n, scratch) / n;
      SoftmaxLoops.exp(max, a, offset, b, offset, n, scratch);
      float sum = RowSums.sum(b, offset, n, scratch);
      SoftmaxLoops.shiftScale(0, 1 / sum, b, offset, b, offset, n);
      c[row] = (float) (StrictMath.log(sum) + (max - expected));
    }
  }

  /** Probabilities, the losses' gradients, the logits' gradient. */
  private static final class LossBackward extends Call {
    private int[] labels;
    private float smoothing;
    private int dyStride;
    private float scale;

    @Override
    void row(int row, int offset, int n, float[] scratch) {
      float g = b[row * dyStride] * scale;
      float others = smoothing / n;
      int label = offset + labels[row];
      float atLabel = g * (a[label] - (1 - smoothing + others));
      SoftmaxLoops.shiftScale(others, g, a, offset, c, offset, n);
      c[label] = atLabel;
    }
  }
}
