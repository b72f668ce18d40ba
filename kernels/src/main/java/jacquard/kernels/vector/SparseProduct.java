package jacquard.kernels.vector;

import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Parallel;

/**
 * The arguments of one product with a sparse matrix. Where 16 columns are one vector, a block of
 * rows of A is transposed, if enough blocks pass by it to pay for that; elsewhere a tile's rows
 * stay where they are. Each part computes a range of rows, or of panels where there are few rows.
 */
final class SparseProduct implements Parallel.Region {
  private static final int ROWS = SparsePairs.ROWS;

  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final SparsePanels panels = new SparsePanels();
    final VectorEpilogue epilogue = new VectorEpilogue();
    final SparsePairs pairs = new SparsePairs();
    final int[] offsets = new int[SparsePanels.ROWS];
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
    boolean small = work < Tuning.minWork(m, Tuning.GEMM_MIN_WORK);
    int parts = small ? 1 : parallel.threads();
    scratch.prepare(parts);
    splitPanels = m < ROWS * parts;
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
    int blocks = Math.ceilDiv(m, ROWS);
    int first = splitPanels ? Split.from(panels, part, parts) : 0;
    int end = splitPanels ? Split.from(panels, part + 1, parts) : panels;
    int from = splitPanels ? 0 : Split.from(blocks, part, parts);
    int to = splitPanels ? blocks : Split.from(blocks, part + 1, parts);
    for (int block = from; block < to && first < end; block += SparsePairs.BLOCKS) {
      int i = block * ROWS;
      int rows = Math.min(SparsePairs.BLOCKS, to - block) * ROWS;
      rows(scratch.get(part), i, Math.min(rows, m - i), first, end);
    }
  }

  private void rows(Scratch s, int i, int rows, int first, int end) {
    int paired = paired(rows, b.starts()[end] - b.starts()[first]);
    if (paired > 0) {
      s.pairs.load(paired, b.k(), a, i * b.k());
      s.pairs.multiply(paired, first, end, b, epilogue, c, i * b.n());
    }
    for (int r = paired; r < rows; r += SparsePanels.ROWS) {
      few(s, i + r, Math.min(SparsePanels.ROWS, rows - r), first, end);
    }
  }

  /** Rows that are transposed: none if few blocks are kept, nor a rest that is half empty. */
  private int paired(int rows, int kept) {
    if (!Tuning.SPARSE_PAIRS || kept < Tuning.SPARSE_REUSE * b.k()) return 0;
    return 2 * (rows % ROWS) > ROWS ? rows : rows / ROWS * ROWS;
  }

  private void few(Scratch s, int i, int rows, int first, int end) {
    for (int r = 0; r < SparsePanels.ROWS; r++) s.offsets[r] = Math.min(r, rows - 1) * b.k();
    s.panels.multiply(rows, first, end, a, i * b.k(), s.offsets, 0, b, c, i * b.n(), b.n());
    int j = first * PackedBlocks.WIDTH;
    int columns = Math.min(b.n(), end * PackedBlocks.WIDTH) - j;
    s.epilogue.apply(epilogue, rows, columns, j, c, i * b.n() + j, b.n());
  }
}
