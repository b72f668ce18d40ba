package jacquard.kernels.vector;

import jacquard.kernels.Binary;
import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/**
 * {@code y = op(a, b)} where axes of an operand are repeated. Axes that both operands walk through
 * in one stride are joined first. What is left is rows along the innermost axis, and an operand
 * that is not contiguous along them is staged in a tile: a repeated value as copies of itself, and
 * a short repeated row, such as a bias, as copies of itself too, so that many rows are one.
 */
final class Broadcast implements Parallel.Region {
  private static final int TILE = Tuning.BROADCAST_TILE;

  private final Operand a = new Operand();
  private final Operand b = new Operand();
  private Binary op;
  private float[] y;
  private int[] dims = new int[8];
  private int rank;
  private int n;

  void run(
      Binary op,
      int[] dims,
      float[] a,
      int[] aStrides,
      float[] b,
      int[] bStrides,
      float[] y,
      Workspace workspace) {
    int parts = workspace.parallel().threads();
    this.op = op;
    this.y = y;
    this.a.set(a, dims.length, parts);
    this.b.set(b, dims.length, parts);
    join(dims, aStrides, bStrides);
    if (n > 0) Split.run(workspace, this, n, Tuning.ELEMENTWISE_MIN_ELEMENTS);
    this.y = this.a.x = this.b.x = null;
  }

  /** Drops axes of length 1 and joins an axis with the one before it where both operands allow. */
  private void join(int[] dims, int[] aStrides, int[] bStrides) {
    if (this.dims.length <= dims.length) this.dims = new int[dims.length + 1];
    rank = 0;
    n = 1;
    for (int d = 0; d < dims.length; d++) {
      n *= dims[d];
      if (dims[d] == 1) continue;
      boolean joins =
          rank > 0
              && a.strides[rank - 1] == aStrides[d] * dims[d]
              && b.strides[rank - 1] == bStrides[d] * dims[d];
      if (!joins) this.dims[rank++] = 1;
      this.dims[rank - 1] *= dims[d];
      a.strides[rank - 1] = aStrides[d];
      b.strides[rank - 1] = bStrides[d];
    }
    if (rank == 0) {
      this.dims[rank++] = 1;
      a.strides[0] = b.strides[0] = 1;
    }
  }

  @Override
  public void run(int part, int parts) {
    int from = Split.aligned(n, part, parts);
    int to = Split.aligned(n, part + 1, parts);
    if (a.isContiguous() && b.isShortRow()) {
      repeatRow(b, part, from, to);
    } else if (b.isContiguous() && a.isShortRow()) {
      repeatRow(a, part, from, to);
    } else {
      rows(part, from, to);
    }
  }

  /** One operand is contiguous, the other a short row repeated for every row of it. */
  private void repeatRow(Operand row, int part, int from, int to) {
    int c = dims[1];
    var tile = row.tiles[part];
    int copies = TILE / c;
    for (int copy = 0; copy < copies; copy++) System.arraycopy(row.x, 0, tile, copy * c, c);
    for (int i = from; i < to; ) {
      int column = i % c;
      int count = Math.min(copies * c - column, to - i);
      if (row == a) {
        BinaryLoops.run(op, tile, column, b.x, i, y, i, count);
      } else {
        BinaryLoops.run(op, a.x, i, tile, column, y, i, count);
      }
      i += count;
    }
  }

  private void rows(int part, int from, int to) {
    int length = dims[rank - 1];
    boolean staged = a.isStaged() || b.isStaged();
    for (int i = from; i < to; ) {
      int column = i % length;
      int count = Math.min(length - column, to - i);
      if (staged) count = Math.min(count, TILE);
      boolean begins = i == from || column == 0; // else the tile still holds the row's value
      int aRow = a.row(i / length);
      int bRow = b.row(i / length);
      var ax = a.stage(part, aRow, column, count, begins);
      var bx = b.stage(part, bRow, column, count, begins);
      int ai = ax == a.x ? aRow + column : 0;
      int bi = bx == b.x ? bRow + column : 0;
      BinaryLoops.run(op, ax, ai, bx, bi, y, i, count);
      i += count;
    }
  }

  /** An operand: its array, its strides along the joined axes, and a tile for each part. */
  private final class Operand {
    private float[] x;
    private int[] strides = new int[8];
    private float[][] tiles = new float[0][];

    void set(float[] x, int axes, int parts) {
      this.x = x;
      if (strides.length <= axes) strides = new int[axes + 1];
      if (tiles.length < parts) tiles = new float[parts][TILE];
    }

    boolean isContiguous() {
      return rank == 2 && strides[0] == dims[1] && strides[1] == 1;
    }

    boolean isShortRow() {
      return strides[0] == 0 && strides[1] == 1 && 2 * dims[1] <= TILE;
    }

    boolean isStaged() {
      return strides[rank - 1] != 1;
    }

    /** Where a row begins. */
    int row(int row) {
      int offset = 0;
      for (int d = rank - 2; d > 0; d--) {
        offset += row % dims[d] * strides[d];
        row /= dims[d];
      }
      return rank == 1 ? 0 : offset + row * strides[0];
    }

    /** The array itself, or a tile whose first {@code count} values are the operand's. */
    float[] stage(int part, int row, int column, int count, boolean begins) {
      int stride = strides[rank - 1];
      if (stride == 1) return x;
      var tile = tiles[part];
      if (stride == 0) {
        if (begins) Arrays.fill(tile, 0, count, x[row]);
      } else {
        for (int i = 0; i < count; i++) tile[i] = x[row + (column + i) * stride];
      }
      return tile;
    }
  }
}
