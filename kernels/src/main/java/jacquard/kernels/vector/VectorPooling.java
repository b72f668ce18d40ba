package jacquard.kernels.vector;

import jacquard.kernels.PoolShape;
import jacquard.kernels.Pooling;
import jacquard.kernels.Workspace;

/**
 * Pooling, vectorised over channels. Forward passes are split between threads by output row.
 * Backward passes are split by output row where the windows are disjoint, else by image, so that
 * every input element is summed by one thread in the scalar tier's order.
 */
final class VectorPooling implements Pooling {
  private static final Workspace.Slot<MaxPoolForward> MAX_FORWARD =
      Workspace.Slot.of(MaxPoolForward::new);
  private static final Workspace.Slot<MaxPoolCodes> MAX_CODES =
      Workspace.Slot.of(MaxPoolCodes::new);
  private static final Workspace.Slot<MaxPoolBackward> MAX_BACKWARD =
      Workspace.Slot.of(MaxPoolBackward::new);
  private static final Workspace.Slot<AveragePool.Forward> AVERAGE_FORWARD =
      Workspace.Slot.of(AveragePool.Forward::new);
  private static final Workspace.Slot<AveragePool.Backward> AVERAGE_BACKWARD =
      Workspace.Slot.of(AveragePool.Backward::new);

  @Override
  public void maxForward(PoolShape s, float[] x, float[] y, byte[] argmax, Workspace workspace) {
    workspace.get(MAX_FORWARD).run(s, x, y, argmax, workspace);
  }

  @Override
  public void maxForward(PoolShape s, byte[] x, byte[] y, Workspace workspace) {
    workspace.get(MAX_CODES).run(s, x, y, workspace);
  }

  @Override
  public void maxBackward(PoolShape s, float[] dy, byte[] argmax, float[] dx, Workspace workspace) {
    workspace.get(MAX_BACKWARD).run(s, dy, argmax, dx, workspace);
  }

  @Override
  public void averageForward(
      PoolShape s, boolean countPadding, float[] x, float[] y, Workspace workspace) {
    workspace.get(AVERAGE_FORWARD).run(s, countPadding, x, y, workspace);
  }

  @Override
  public void averageBackward(
      PoolShape s, boolean countPadding, float[] dy, float[] dx, Workspace workspace) {
    workspace.get(AVERAGE_BACKWARD).run(s, countPadding, dy, dx, workspace);
  }
}
