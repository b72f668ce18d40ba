package jacquard.kernels.scalar;

import jacquard.kernels.Movement;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/** Data movement, one element at a time. */
final class ScalarMovement implements Movement {
  @Override
  public void copy(
      int[] dims,
      float[] x,
      int xOffset,
      int[] xStrides,
      float[] y,
      int yOffset,
      int[] yStrides,
      boolean accumulate,
      Workspace workspace) {
    copyAxis(0, dims, x, xOffset, xStrides, y, yOffset, yStrides, accumulate);
  }

  private static void copyAxis(
      int axis,
      int[] dims,
      float[] x,
      int xOffset,
      int[] xStrides,
      float[] y,
      int yOffset,
      int[] yStrides,
      boolean accumulate) {
    if (axis == dims.length) {
      y[yOffset] = accumulate ? y[yOffset] + x[xOffset] : x[xOffset];
      return;
    }
    for (int i = 0; i < dims[axis]; i++) {
      int from = xOffset + i * xStrides[axis];
      int to = yOffset + i * yStrides[axis];
      copyAxis(axis + 1, dims, x, from, xStrides, y, to, yStrides, accumulate);
    }
  }

  @Override
  public void fill(int n, float value, float[] y, Workspace workspace) {
    Arrays.fill(y, 0, n, value);
  }

  @Override
  public void gather(
      int count, int width, float[] table, int[] indices, float[] y, Workspace workspace) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(table, indices[i] * width, y, i * width, width);
    }
  }

  @Override
  public void scatterAdd(
      int count, int width, float[] dy, int[] indices, float[] dTable, Workspace workspace) {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        dTable[indices[i] * width + j] += dy[i * width + j];
      }
    }
  }
}
