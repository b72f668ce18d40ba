package jacquard.kernels.vector;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Parallel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The arguments of one product and its cache blocking. Each part computes a range of rows or of
 * columns and packs what it needs for itself, so that parts never wait for one another.
 *
 * <p>Within a part a block of B, at most {@link Tuning#BLOCK} values deep and wide, is packed into
 * the L2 cache, and all rows of A pass by it, a tile's height at a time. Blocks of k come in
 * ascending order and continue the sums that C holds.
 */
final class GemmRegion implements Parallel.Region {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final Gebp gebp = new Gebp();
    final int[] rows = new int[Tuning.TILE_ROWS];
    final float[] a = new float[Tuning.DEPTH * Tuning.PACKED_ROWS];
    final float[] b = new float[Tuning.BLOCK];
  }

  boolean transA;
  boolean transB;
  int m;
  int n;
  int k;
  float[] a;
  int aOffset;
  int lda;
  float[] b;
  int bOffset;
  int ldb;
  boolean packedB;
  float[] c;
  int cOffset;
  int ldc;
  boolean accumulate;
  Epilogue epilogue;
  boolean splitColumns;
  private Scratch[] scratch = new Scratch[0];

  /** Makes room for that many parts. */
  void prepare(int parts) {
    if (scratch.length >= parts) return;
    int ready = scratch.length;
    scratch = java.util.Arrays.copyOf(scratch, parts);
    for (int part = ready; part < parts; part++) scratch[part] = new Scratch();
  }

  @Override
  public void run(int part, int parts) {
    int unit = splitColumns ? Panels.WIDTH : Tuning.TILE_ROWS;
    int size = splitColumns ? n : m;
    int units = (size + unit - 1) / unit;
    int start = Math.min(size, (int) ((long) units * part / parts) * unit);
    int end = Math.min(size, (int) ((long) units * (part + 1) / parts) * unit);
    if (start == end) return;
    if (splitColumns) {
      columns(scratch[part], 0, m, start, end);
    } else {
      columns(scratch[part], start, end, 0, n);
    }
  }

  private void columns(Scratch s, int i0, int i1, int j0, int j1) {
    int blocks = Math.max(1, (k + Tuning.DEPTH - 1) / Tuning.DEPTH);
    int depth = (k + blocks - 1) / blocks;
    int wide = Math.max(1, Tuning.BLOCK / Math.max(1, depth) / Panels.WIDTH) * Panels.WIDTH;
    for (int j = j0; j < j1; j += wide) {
      int columns = Math.min(wide, j1 - j);
      int p = 0;
      do {
        int count = Math.min(depth, k - p);
        if (!packedB) {
          int from = bOffset + (transB ? j * ldb + p : p * ldb + j);
          Panels.pack(transB, count, columns, b, from, ldb, s.b, 0);
        }
        rows(s, i0, i1, j, columns, p, count);
        p += count;
      } while (p < k);
    }
  }

  private void rows(Scratch s, int i0, int i1, int j, int columns, int p, int count) {
    var gebp = s.gebp;
    float[] panels = packedB ? b : s.b;
    int height = packedB ? k : count;
    int start = packedB ? bOffset + j * k : 0;
    int first = packedB ? p : 0;
    boolean last = p + count == k;
    for (int i = i0; i < i1; i += Tuning.TILE_ROWS) {
      int valid = Math.min(Tuning.TILE_ROWS, i1 - i);
      int within = (i - i0) % Tuning.PACKED_ROWS;
      if (transA) {
        if (within == 0) packColumns(count, Math.min(Tuning.PACKED_ROWS, i1 - i), i, p, s.a);
      } else {
        for (int r = 0; r < Tuning.TILE_ROWS; r++) s.rows[r] = Math.min(r, valid - 1) * lda;
      }
      int to = cOffset + i * ldc + j;
      gebp.multiply(
          transA ? null : s.rows, 0, valid, columns, count, transA ? s.a : a, transA ? within : aOffset + i * lda + p, panels, start, height, first, c,
          to, ldc, accumulate || p > 0);
      if (last) VectorEpilogue.apply(epilogue, valid, columns, j, c, to, ldc);
    }
  }

  /** Packs rows {@code p .. p + count} of the stored {@code [k, m]}, from column {@code i}. */
  private void packColumns(int count, int columns, int i, int p, float[] out) {
    int from = aOffset + p * lda + i;
    for (int r = 0; r < Tuning.PACKED_ROWS; r += LANES) {
      if (columns - r >= LANES) {
        for (int q = 0; q < count; q++) {
          FloatVector.fromArray(SPECIES, a, from + q * lda + r)
              .intoArray(out, q * Tuning.PACKED_ROWS + r);
        }
      } else {
        var mask = SPECIES.indexInRange(r, columns);
        for (int q = 0; q < count; q++) {
          FloatVector.fromArray(SPECIES, a, from + q * lda + r, mask)
              .intoArray(out, q * Tuning.PACKED_ROWS + r);
        }
      }
    }
  }

  /** Forgets the arrays, which may be large. */
  void release() {
    a = null;
    b = null;
    c = null;
    epilogue = null;
  }
}
