package jacquard.kernels.vector;

import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Parallel;

/**
 * The arguments of one product with a sparse matrix. A block of rows of A is transposed, which
 * takes as long as some twenty products of each value, and all panels of B pass by it; where the
 * rows would not fill half a block, a tile's rows stay where they are. Each part computes a range
 * of rows, or of panels where there are few rows.
 */
final class SparseProduct implements Parallel.Region {
  private static final int STRETCH = 64;

  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final SparsePanels panels = new SparsePanels();
    final VectorEpilogue epilogue = new VectorEpilogue();
    final Transpose transpose = new Transpose();
    final int[] offsets = new int[SparsePanels.ROWS];
    float[] transposed = new float[0];
  }

  private int m;
  private float[] a; // [m, k]
  private PackedBlocks b;
  private Epilogue epilogue;
  private float[] c; // [m, n]
  private boolean splitPanels;
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  void run(Parallel parallel, int m, float[] a, PackedBlocks b, Epilogue epilogue, float[] c) {
    this.m = m;
    this.a = a;
    this.b = b;
    this.epilogue = epilogue;
    this.c = c;
    long work = 2L * m * b.values().length;
    boolean small = work < Tuning.GEMM_MIN_WORK;
    int parts = small ? 1 : parallel.threads();
    scratch.prepare(parts);
    splitPanels = m < SparsePanels.BLOCK_ROWS * parts;
    if (small) {
      run(0, 1);
    } else {
      parallel.run(this);
    }
    this.a = null;
    this.b = null;
    this.epilogue = null;
    this.c = null;
  }

  @Override
  public void run(int part, int parts) {
    int panels = b.starts().length - 1;
    int blocks = Math.ceilDiv(m, SparsePanels.BLOCK_ROWS);
    int first = splitPanels ? Split.from(panels, part, parts) : 0;
    int end = splitPanels ? Split.from(panels, part + 1, parts) : panels;
    int from = splitPanels ? 0 : Split.from(blocks, part, parts);
    int to = splitPanels ? blocks : Split.from(blocks, part + 1, parts);
    for (int block = from; block < to && first < end; block++) {
      int i = block * SparsePanels.BLOCK_ROWS;
      rows(scratch.get(part), i, Math.min(SparsePanels.BLOCK_ROWS, m - i), first, end);
    }
  }

  private void rows(Scratch s, int i, int rows, int first, int end) {
    if (2 * rows > SparsePanels.BLOCK_ROWS) {
      s.transposed = Blocks.atLeast(SparsePanels.BLOCK_ROWS * b.k(), s.transposed);
      transpose(s.transpose, i, rows, s.transposed);
      s.panels.multiply(rows, first, end, s.transposed, b, c, i * b.n());
    } else {
      for (int r = 0; r < rows; r += SparsePanels.ROWS) {
        few(s, i + r, Math.min(SparsePanels.ROWS, rows - r), first, end);
      }
    }
    int j = first * PackedBlocks.WIDTH;
    int columns = Math.min(b.n(), end * PackedBlocks.WIDTH) - j;
    s.epilogue.apply(epilogue, rows, columns, j, c, i * b.n() + j, b.n());
  }

  /** In stretches that stay in L1. */
  private void transpose(Transpose transpose, int i, int rows, float[] out) {
    int width = SparsePanels.BLOCK_ROWS;
    for (int p = 0; p < b.k(); p += STRETCH) {
      int count = Math.min(STRETCH, b.k() - p);
      int from = i * b.k() + p;
      Panels.packTransposed(count, rows, width, a, from, b.k(), out, p * width, transpose);
    }
  }

  private void few(Scratch s, int i, int rows, int first, int end) {
    for (int r = 0; r < SparsePanels.ROWS; r++) s.offsets[r] = Math.min(r, rows - 1) * b.k();
    s.panels.multiply(rows, first, end, a, i * b.k(), s.offsets, 0, b, c, i * b.n(), b.n());
  }
}
