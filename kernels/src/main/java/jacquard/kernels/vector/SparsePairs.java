package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Unary;
import jdk.incubator.vector.FloatVector;

/**
 * Blocks of 16 rows of A, which are transposed in pairs, times the panels of a sparse B; only where
 * 16 columns are one vector. Belongs to one thread.
 */
final class SparsePairs {
  /** Rows of a block. */
  static final int ROWS = SparseTile16x1.ROWS;

  /**
   * Blocks that pass by a panel before the next panel's turn. With 32 rows and k = 1024 two blocks
   * reached 181 GFLOP/s with 80 % of B kept and 158 with 10 %; all panels for one block after the
   * other 128 and 152 (Zen 5, one thread).
   */
  static final int BLOCKS = 2;

  private static final int WIDTH = PackedBlocks.WIDTH;

  /**
   * Where in {@code columns} a tile's sums stand: far from its ends. In an array of their own they
   * shared a cache line with another thread's wherever a collection had moved the two together, and
   * a product took up to twice as long.
   */
  private static final int SUMS = 2 * WIDTH * ROWS;

  private static final int PAIRS = SparseTile16x1.PAIRS;

  /** Columns of A that are transposed at a time: rows may be a power of two apart. */
  private static final int COLUMNS = Transpose.SQUARES * LANES;

  private final Transpose transpose = new Transpose();
  private final VectorEpilogue epilogue = new VectorEpilogue();
  private final float[] edge = new float[ROWS * COLUMNS];
  private final float[] columns = new float[COLUMNS * ROWS];
  private double[] pairs = new double[0]; // [blocks, k, 8]
  private float[] bias = new float[0];

  /** Transposes {@code m <= BLOCKS * ROWS} rows of {@code k} values. */
  void load(int m, int k, float[] a, int aOffset) {
    int size = k * PAIRS;
    if (pairs.length < BLOCKS * size) pairs = new double[BLOCKS * size];
    for (int i = 0; i < m; i += ROWS) {
      int rows = Math.min(ROWS, m - i);
      for (int p = 0; p < k; p += COLUMNS) {
        int count = Math.min(COLUMNS, k - p);
        load(rows, count, a, aOffset + i * k + p, k);
        pair(count, i / ROWS * size + p * PAIRS);
      }
    }
  }

  /** Transposes {@code count} columns. */
  private void load(int m, int count, float[] a, int aOffset, int lda) {
    boolean whole = m == ROWS && count % LANES == 0;
    if (!whole) Blocks.copy(m, count, a, aOffset, lda, edge, 0, COLUMNS);
    float[] in = whole ? a : edge;
    int from = whole ? aOffset : 0;
    int ld = whole ? lda : COLUMNS;
    int squares = Math.ceilDiv(count, LANES);
    transpose.squares(squares, in, from, ld, LANES, columns, 0, ROWS, LANES * ROWS);
  }

  private void pair(int count, int to) {
    for (int p = 0; p < count; p++) {
      FloatVector.fromArray(SPECIES, columns, p * ROWS)
          .reinterpretAsDoubles()
          .intoArray(pairs, to + p * PAIRS);
    }
  }

  /**
   * {@code C[m, ..] = epilogue(A B)} of the rows that were loaded and the panels {@code first ..
   * end - 1}.
   */
  void multiply(
      int m, int first, int end, PackedBlocks b, Epilogue epilogue, float[] c, int cOffset) {
    int n = b.n();
    bias = VectorEpilogue.bias(epilogue, n, Blocks.atLeast(n + WIDTH, bias));
    float floor = VectorEpilogue.floor(epilogue);
    for (int panel = first; panel < end; panel++) {
      for (int i = 0; i < m; i += ROWS) {
        int from = b.starts()[panel];
        int to = b.starts()[panel + 1];
        int block = i / ROWS * b.k() * PAIRS;
        SparseTile16x1.multiply(from, to, b.rows(), pairs, block, PAIRS, b.values(), columns, SUMS);
        int j = panel * WIDTH;
        store(Math.min(ROWS, m - i), Math.min(WIDTH, n - j), j, floor, c, cOffset + i * n + j, n);
      }
    }
    if (epilogue.activation() == Unary.RELU) return;
    int j = first * WIDTH;
    this.epilogue.activate(epilogue, m, Math.min(n, end * WIDTH) - j, c, cOffset + j, n);
  }

  private void store(int m, int n, int j, float floor, float[] c, int cOffset, int ldc) {
    if (m == ROWS && n == WIDTH) {
      SparseTile16x1.store(PAIRS, columns, SUMS, bias, j, floor, c, cOffset, ldc);
    } else {
      SparseTile16x1.store(PAIRS, columns, SUMS, bias, j, floor, edge, 0, WIDTH);
      Blocks.copy(m, n, edge, 0, WIDTH, c, cOffset, ldc);
    }
  }
}
