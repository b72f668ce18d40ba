package jacquard.kernels.vector;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Parallel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The arguments of one product and its cache blocking. Threads take ranges of rows or of columns,
 * pack what those need for themselves and never wait for one another.
 *
 * <p>Within a range a block of B, at most {@link Tuning#BLOCK} values deep and wide, is packed into
 * the L2 cache, and all rows of A pass by it, a tile's height at a time. Blocks of k come in
 * ascending order and continue the sums that C holds.
 */
final class GemmRegion implements Parallel.Region {
  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final Gebp gebp = new Gebp();
    final VectorEpilogue epilogue = new VectorEpilogue();
    final NarrowProduct narrow = new NarrowProduct();
    final Transpose transpose = new Transpose();
    final int[] rows = new int[Tuning.TILE_ROWS];
    final float[] a = new float[Tuning.DEPTH * Tuning.PACKED_ROWS];
    final float[] b = new float[Tuning.BLOCK];
  }

  private boolean transA;
  private int m;
  private int k;
  private float[] a;
  private int aOffset;
  private int lda;
  private boolean transB;
  private boolean packedB;
  private boolean finiteB;
  private int n;
  private float[] b;
  private int bOffset;
  private int ldb;
  private float[] c;
  private int cOffset;
  private int ldc;
  private boolean accumulate;
  private Epilogue epilogue;
  private final NonZeros row = new NonZeros();
  private boolean skips; // what is zero in the only row
  private boolean splitColumns;
  private int chunks;
  private final AtomicInteger next = new AtomicInteger();
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  /** Sets {@code op(A)[m, k]}. */
  void setA(boolean trans, int rows, int columns, float[] array, int offset, int ld) {
    transA = trans;
    m = rows;
    k = columns;
    a = array;
    aOffset = offset;
    lda = ld;
  }

  /** Sets {@code op(B)[k, n]}. */
  void setB(boolean trans, int columns, float[] array, int offset, int ld) {
    transB = trans;
    packedB = false;
    finiteB = false;
    n = columns;
    b = array;
    bOffset = offset;
    ldb = ld;
  }

  /**
   * Sets {@code B[k, n]} in the form of {@link Panels}.
   *
   * @param finite whether it is known to hold neither infinities nor NaN
   */
  void setPackedB(int columns, float[] panels, boolean finite) {
    packedB = true;
    n = columns;
    b = panels;
    finiteB = finite;
  }

  /** Sets {@code C[m, n]}. */
  void setC(float[] array, int offset, int ld, boolean addToC, Epilogue last) {
    c = array;
    cOffset = offset;
    ldc = ld;
    accumulate = addToC;
    epilogue = last;
  }

  /** Multiplies. */
  void run(Parallel parallel) {
    boolean streams = m == 1 && n >= SgemmTile1x8.WIDTH;
    skips = streams && finiteB && !accumulate && row.areFew(k, a, aOffset);
    double work = 2.0 * m * Panels.padded(n) * (skips ? row.count : k);
    boolean small = work < Tuning.minWork(m, Tuning.FLOAT_GEMM_MIN_WORK);
    int parts = small ? 1 : parallel.threads();
    scratch.prepare(parts);
    splitColumns = splitsColumns(parts);
    chunks = parts == 1 ? 1 : parts * chunks(work / parts);
    next.set(0);
    if (small) {
      run(0, 1);
    } else {
      parallel.run(this);
    }
    a = null;
    b = null;
    c = null;
    epilogue = null;
  }

  /**
   * The longest part decides. Of equals it is the columns where B is not packed, as every part
   * packs its own columns, but by rows every part packs all of them.
   */
  private boolean splitsColumns(int parts) {
    int tiles = (m - 1) / Tuning.TILE_ROWS + 1;
    int panels = (n - 1) / Panels.WIDTH + 1;
    long byRows = (long) ((tiles - 1) / parts + 1) * panels;
    long byColumns = (long) ((panels - 1) / parts + 1) * tiles;
    return packedB ? byColumns < byRows : byColumns <= byRows;
  }

  /** How many chunks to a thread; ranges of rows pack all of B, each for itself. */
  private int chunks(double work) {
    boolean free = splitColumns || packedB;
    return free ? Math.clamp((long) (work / Tuning.CHUNK_WORK), 1, Tuning.MOST_CHUNKS) : 1;
  }

  @Override
  public void run(int part, int parts) {
    var s = scratch.get(part);
    int size = splitColumns ? n : m;
    int wide = n >= chunks * SgemmTile6x4.WIDTH ? SgemmTile6x4.WIDTH : Panels.WIDTH;
    int unit = splitColumns ? wide : Tuning.TILE_ROWS;
    for (int chunk; (chunk = next.getAndIncrement()) < chunks; ) {
      int from = from(size, unit, chunk, chunks);
      int to = from(size, unit, chunk + 1, chunks);
      if (splitColumns) columns(s, 0, m, from, to);
      else columns(s, from, to, 0, n);
    }
  }

  private static int from(int size, int unit, int part, int parts) {
    return Math.min(size, Split.from((size + unit - 1) / unit, part, parts) * unit);
  }

  private void columns(Scratch s, int i0, int i1, int j0, int j1) {
    boolean few = packedB ? m == 1 : i1 - i0 < Tuning.FEW_ROWS && !transA && !transB;
    if (liesWell(j1 - j0) && !few) {
      inPlace(s, i0, i1, j0, j1);
      return;
    }
    int from = NarrowProduct.suits(n, k, accumulate) ? narrow(s, i0, i1) : i0;
    if (from < i1) blocks(s, from, i1, few ? stream(s, i0, i1, j0, j1) : j0, j1);
  }

  private boolean liesWell(int columns) {
    boolean whole = columns % SgemmTile6x4.WIDTH == 0 && columns * k <= Tuning.IN_PLACE;
    return whole && !transA && !transB && !packedB && !accumulate;
  }

  private void inPlace(Scratch s, int i0, int i1, int j0, int j1) {
    for (int i = i0; i < i1; i += SgemmTile6x4.ROWS) {
      int valid = Math.min(SgemmTile6x4.ROWS, i1 - i);
      if (i == i0 || valid < SgemmTile6x4.ROWS) placeRows(s, valid);
      int from = aOffset + i * lda;
      int to = cOffset + i * ldc + j0;
      s.gebp.inPlace(s.rows, valid, j1 - j0, k, a, from, b, bOffset + j0, ldb, c, to, ldc);
      s.epilogue.apply(epilogue, valid, j1 - j0, j0, c, to, ldc);
    }
  }

  /** Where the rows of a tile start; rows beyond the last repeat it. */
  private void placeRows(Scratch s, int valid) {
    for (int r = 0; r < Tuning.TILE_ROWS; r++) s.rows[r] = Math.min(r, valid - 1) * lda;
  }

  /** As many rows as {@link NarrowProduct} takes at a time. Returns the first that is left. */
  private int narrow(Scratch s, int i0, int i1) {
    int end = i0 + (i1 - i0) / NarrowProduct.ROWS * NarrowProduct.ROWS;
    boolean inPlace = !packedB && !transB && n == SgemmTile10x2.COLUMNS;
    if (end > i0 && !packedB && !inPlace) pack(s, 0, n, 0, k);
    float[] columns = packedB || inPlace ? b : s.b;
    int start = inPlace ? bOffset : 0;
    int ld = inPlace ? ldb : Panels.width(n);
    for (int i = i0; i < end; i += NarrowProduct.ROWS) {
      int from = aOffset + (transA ? i : i * lda);
      int to = cOffset + i * ldc;
      s.narrow.multiply(transA, n, k, a, from, lda, columns, start, ld, c, to, ldc, epilogue);
    }
    return end;
  }

  /**
   * A row of its own, or few of them where packing B, which each reads once, would take longer than
   * they do. Returns the first column that is left.
   */
  private int stream(Scratch s, int i0, int i1, int j0, int j1) {
    int width = SgemmTile1x8.WIDTH;
    int ld = packedB ? Panels.WIDTH : ldb;
    int step = packedB ? Panels.WIDTH * k : Panels.WIDTH;
    int end = j0 + (j1 - j0) / width * width;
    for (int i = i0; i < i1; i++) {
      int at = aOffset + i * lda;
      int to = cOffset + i * ldc;
      for (int j = j0; j < end; j += width) {
        float[] in = accumulate ? c : Gebp.ZEROS;
        int from = accumulate ? to + j : 0;
        int panel = packedB ? j * k : bOffset + j;
        if (skips) {
          SgemmTile1x8.some(row.places, row.count, a, at, b, panel, ld, step, c, to + j);
        } else {
          SgemmTile1x8.row(k, a, at, b, panel, ld, step, in, from, c, to + j);
        }
      }
      if (end > j0) s.epilogue.apply(epilogue, 1, end - j0, j0, c, to + j0, ldc);
    }
    return end;
  }

  private void blocks(Scratch s, int i0, int i1, int j0, int j1) {
    int blocks = Math.max(1, (k + Tuning.DEPTH - 1) / Tuning.DEPTH);
    int depth = (k + blocks - 1) / blocks;
    int unit = Tuning.FEW_REGISTERS ? Panels.WIDTH : SgemmTile6x4.WIDTH;
    int wide = Math.max(1, Tuning.BLOCK / Math.max(1, depth) / unit) * unit;
    for (int j = j0; j < j1; j += wide) {
      int columns = Math.min(wide, j1 - j);
      int p = 0;
      do {
        int count = Math.min(depth, k - p);
        if (!packedB) {
          pack(s, j, columns, p, count);
        }
        rows(s, i0, i1, j, columns, p, count);
        p += count;
      } while (p < k);
    }
  }

  private void pack(Scratch s, int j, int columns, int p, int count) {
    if (transB) {
      int from = bOffset + j * ldb + p;
      Panels.packTransposed(count, columns, b, from, ldb, s.b, 0, count, 0, s.transpose);
    } else {
      Panels.pack(count, columns, b, bOffset + p * ldb + j, ldb, s.b, 0);
    }
  }

  private void rows(Scratch s, int i0, int i1, int j, int columns, int p, int count) {
    var gebp = s.gebp;
    float[] panels = packedB ? b : s.b;
    int height = packedB ? k : count;
    int start = packedB ? j * k : 0;
    int first = packedB ? p : 0;
    boolean last = p + count == k;
    boolean add = accumulate || p > 0;
    boolean pairs = !transA && !add && Gebp.pairs(columns);
    int placed = 0;
    int valid;
    for (int i = i0; i < i1; i += valid) {
      valid = Gebp.rows(i1 - i, pairs);
      int within = (i - i0) % Tuning.PACKED_ROWS;
      if (transA) {
        if (within == 0)
          Panels.packColumns(
              count, Math.min(Tuning.PACKED_ROWS, i1 - i), a, aOffset + p * lda + i, lda, s.a);
      } else if (valid != placed) {
        placeRows(s, valid);
        placed = valid;
      }
      int to = cOffset + i * ldc + j;
      gebp.multiply(
          transA ? null : s.rows,
          0,
          valid,
          columns,
          count,
          transA ? s.a : a,
          transA ? within : aOffset + i * lda + p,
          panels,
          start,
          height,
          first,
          c,
          to,
          ldc,
          add);
      if (last) s.epilogue.apply(epilogue, valid, columns, j, c, to, ldc);
    }
  }
}
