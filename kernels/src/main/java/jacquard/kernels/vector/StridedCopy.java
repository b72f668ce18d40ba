package jacquard.kernels.vector;

import jacquard.kernels.Parallel;

/**
 * A box copied between strided arrays. The innermost axis is the one that is densest in the
 * destination; where the source is dense along another one, the two are transposed in blocks.
 */
final class StridedCopy implements Parallel.Region {
  final CopyAxes axes = new CopyAxes();
  float[] x;
  int xOffset;
  float[] y;
  int yOffset;
  boolean accumulate;

  @Override
  public void run(int part, int parts) {
    walk(0, xOffset, yOffset, part, parts);
  }

  private void walk(int axis, int from, int to, int part, int parts) {
    if (axis == axes.rank) { // no axis at all: one element
      if (part == 0) strided(1, from, 0, to, 0);
      return;
    }
    int dim = axes.dims[axis];
    int first = axis == axes.split ? Split.from(dim, part, parts) : 0;
    int end = axis == axes.split ? Split.from(dim, part + 1, parts) : dim;
    int xStride = axes.xStrides[axis];
    int yStride = axes.yStrides[axis];
    int inner = axes.rank - 1;
    if (axis == inner) {
      line(end - first, from + first * xStride, xStride, to + first * yStride, yStride);
    } else if (axis == inner - 1 && axes.isTranspose) {
      int rows = end - first;
      transpose(
          rows,
          axes.dims[inner],
          from + first,
          axes.xStrides[inner],
          to + first * yStride,
          yStride);
    } else {
      for (int i = first; i < end; i++) {
        walk(axis + 1, from + i * xStride, to + i * yStride, part, parts);
      }
    }
  }

  private void line(int n, int from, int xStride, int to, int yStride) {
    if (yStride != 1 || xStride != 1) {
      strided(n, from, xStride, to, yStride);
    } else if (accumulate) {
      VectorMovement.add(n, x, from, y, to);
    } else {
      System.arraycopy(x, from, y, to, n);
    }
  }

  private void strided(int n, int from, int xStride, int to, int yStride) {
    float[] x = this.x;
    float[] y = this.y;
    if (accumulate) {
      for (int i = 0; i < n; i++) y[to + i * yStride] += x[from + i * xStride];
    } else {
      for (int i = 0; i < n; i++) y[to + i * yStride] = x[from + i * xStride];
    }
  }

  /**
   * {@code y[i, j] = x[j, i]}: the lines of x that a block reads stay in cache for all its rows.
   */
  private void transpose(int rows, int columns, int from, int xStride, int to, int yStride) {
    for (int i = 0; i < rows; i += Tuning.TRANSPOSE_BLOCK) {
      int height = Math.min(Tuning.TRANSPOSE_BLOCK, rows - i);
      for (int j = 0; j < columns; j += Tuning.TRANSPOSE_BLOCK) {
        int width = Math.min(Tuning.TRANSPOSE_BLOCK, columns - j);
        int source = from + i + j * xStride;
        int target = to + i * yStride + j;
        for (int row = 0; row < height; row++) {
          strided(width, source + row, xStride, target + row * yStride, 1);
        }
      }
    }
  }
}
