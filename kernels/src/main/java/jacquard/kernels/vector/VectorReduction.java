package jacquard.kernels.vector;

import jacquard.kernels.Binary;
import jacquard.kernels.Parallel;
import jacquard.kernels.Reduction;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/** Reductions; sums are merged in double precision. */
public final class VectorReduction implements Reduction {
  private static final Workspace.Slot<Sum> SUM = Workspace.Slot.of(Sum::new);
  private static final Workspace.Slot<Max> MAX = Workspace.Slot.of(Max::new);
  private static final Workspace.Slot<SquareSum> SQUARE_SUM = Workspace.Slot.of(SquareSum::new);

  /** The vector kernel; it has no state. */
  public VectorReduction() {}

  @Override
  public void sum(int outer, int length, int inner, float[] x, float[] y, Workspace workspace) {
    workspace.get(SUM).run(outer, length, inner, x, y, workspace);
  }

  @Override
  public void max(int outer, int length, int inner, float[] x, float[] y, Workspace workspace) {
    workspace.get(MAX).run(outer, length, inner, x, y, null, workspace);
  }

  @Override
  public void argmax(int outer, int length, int inner, float[] x, int[] y, Workspace workspace) {
    workspace.get(MAX).run(outer, length, inner, x, null, y, workspace);
  }

  @Override
  public double sumOfSquares(int n, float[] x, Workspace workspace) {
    return workspace.get(SQUARE_SUM).run(n, x, workspace);
  }

  /** Each part sums some of the chunks of all matrices {@code [length, inner]}. */
  private static final class Sum implements Parallel.Region {
    private final RowChunks chunks = new RowChunks();
    private final Scratch sums = new Scratch();
    private double[] partial = new double[0]; // [outer, chunks, inner]
    private int outer;
    private int length;
    private int inner;
    private float[] x;

    void run(int outer, int length, int inner, float[] x, float[] y, Workspace workspace) {
      if (outer == 0 || inner == 0) return;
      this.outer = outer;
      this.length = length;
      this.inner = inner;
      this.x = x;
      chunks.set(length, inner);
      sums.reserve(workspace.parallel().threads(), chunks.width);
      int size = outer * chunks.count * inner;
      if (partial.length < size) partial = new double[size];
      Split.run(workspace, this, (long) outer * length * inner, Tuning.REDUCTION_MIN_ELEMENTS);
      this.x = null;
      for (int o = 0; o < outer; o++) merge(o, y);
    }

    @Override
    public void run(int part, int parts) {
      int to = Split.from(outer * chunks.count, part + 1, parts);
      for (int u = Split.from(outer * chunks.count, part, parts); u < to; u++) {
        int from = chunks.from(u % chunks.count);
        int n = chunks.from(u % chunks.count + 1) - from;
        chunk(u / chunks.count * length * inner + from, n, u * inner, sums.of(part));
      }
    }

    private void chunk(int offset, int n, int to, float[] sums) {
      if (inner == 1) {
        partial[to] = RowSums.sum(x, offset, n, sums);
      } else {
        ColumnSums.sum(x, offset, n, chunks.width, sums);
        for (int j = 0; j < inner; j++) partial[to + j] = chunks.fold(sums, j);
      }
    }

    private void merge(int o, float[] y) {
      int first = o * chunks.count * inner;
      for (int j = 0; j < inner; j++) {
        double sum = 0;
        for (int k = 0; k < chunks.count; k++) sum += partial[first + k * inner + j];
        y[o * inner + j] = (float) sum;
      }
    }
  }

  /** Maxima or where they are; each part takes some of the matrices {@code [length, inner]}. */
  private static final class Max implements Parallel.Region {
    private final Scratch maxima = new Scratch();
    private int outer;
    private int length;
    private int inner;
    private float[] x;
    private float[] y; // null: find the indices
    private int[] indices;

    void run(int outer, int length, int inner, float[] x, float[] y, int[] indices, Workspace w) {
      this.outer = outer;
      this.length = length;
      this.inner = inner;
      this.x = x;
      this.y = y;
      this.indices = indices;
      maxima.reserve(w.parallel().threads(), inner);
      Split.run(w, this, (long) outer * length * inner, Tuning.REDUCTION_MIN_ELEMENTS);
      this.x = this.y = null;
      this.indices = null;
    }

    @Override
    public void run(int part, int parts) {
      int to = Split.from(outer, part + 1, parts);
      for (int o = Split.from(outer, part, parts); o < to; o++) {
        var max = y == null ? maxima.of(part) : y;
        int at = y == null ? 0 : o * inner;
        maxima(o * length * inner, max, at);
        if (y == null) indices(o, max);
      }
    }

    private void maxima(int offset, float[] max, int at) {
      if (inner == 1) {
        max[at] = MaxLoops.max(x, offset, length);
        return;
      }
      Arrays.fill(max, at, at + inner, Float.NEGATIVE_INFINITY);
      for (int l = 0; l < length; l++) {
        BinaryLoops.run(Binary.MAX, max, at, x, offset + l * inner, max, at, inner);
      }
    }

    private void indices(int o, float[] max) {
      int offset = o * length * inner;
      if (inner == 1) {
        indices[o] = MaxLoops.indexOf(max[0], x, offset, length);
        return;
      }
      Arrays.fill(indices, o * inner, (o + 1) * inner, 0);
      for (int l = length - 1; l >= 0; l--) { // backwards: the first of equals is written last
        MaxLoops.mark(l, max, x, offset + l * inner, indices, o * inner, inner);
      }
    }
  }
}
