package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;

import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedCodes;
import jacquard.kernels.Parallel;
import jacquard.kernels.Requantization;
import java.util.Arrays;

/**
 * The arguments of one product with weights in codes. The products of codes are integers, and a
 * float holds every integer up to 2^24: the tiles of the float product add up {@link
 * Tuning#EXACT_DEPTH} of them without an error, and longer sums are put together as ints. So the
 * sums are exact at the speed of floats, which no integer instruction that Java reaches exceeds.
 *
 * <p>Some rows at a time pass by all of the weights, a block of which is expanded to floats in L2.
 * A few rows are computed one by one from the codes themselves.
 */
final class Int8Product implements Parallel.Region {
  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final Gebp gebp = new Gebp();
    final VectorEpilogue epilogue = new VectorEpilogue();
    final int[] rows = new int[Tuning.TILE_ROWS];
    final NonZeros[] nonZeros = new NonZeros[Tuning.STREAMED_ROWS];
    final boolean[] skips = new boolean[Tuning.STREAMED_ROWS];
    final float[] b = new float[Tuning.BLOCK];
    final float[] c = new float[Tuning.CODE_ROWS * Tuning.CODE_COLUMNS];
    final int[] sums = new int[Tuning.CODE_ROWS * Tuning.CODE_COLUMNS];
    final int[] ints = new int[CodeLoops.TILE];
    final float[] steps = new float[Tuning.CODE_ROWS];
    float[] a = new float[0];

    Scratch() {
      Arrays.setAll(nonZeros, _ -> new NonZeros());
    }
  }

  private int m;
  private int k;
  private int n;
  private byte[] codes; // [m, k], or null
  private int zeroPoint;
  private float[] floats; // [m, k], or null
  private boolean rounds; // floats become codes, with a step for each row
  private byte[] b;
  private float[] factor = new float[0]; // padded
  private Epilogue epilogue;
  private float[] y; // [m, n], or null
  private byte[] out; // [m, n], or null
  private Requantization requantization;
  private final float[] steps = new float[LANES];
  private boolean splitColumns;
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  /** Sets {@code x[m, k]}: codes, or else floats. */
  void setX(int rows, byte[] asCodes, int zero, float[] asFloats) {
    m = rows;
    codes = asCodes;
    zeroPoint = zero;
    floats = asFloats;
    rounds = false;
  }

  /** Sets floats {@code x[m, k]} that become codes, with a step for each row. */
  void setRounded(int rows, float[] x) {
    setX(rows, null, 0, x);
    rounds = true;
  }

  /** Sets the weights and what becomes of the sums. */
  void setW(PackedCodes w, float[] factors, Epilogue last) {
    k = w.k();
    n = w.n();
    b = w.data();
    factor = Blocks.atLeast(Panels.padded(n), factor);
    System.arraycopy(factors, 0, factor, 0, n);
    epilogue = last;
  }

  /** Multiplies, to floats or else to codes. */
  void run(Parallel parallel, float[] asFloats, byte[] asCodes, Requantization to) {
    y = asFloats;
    out = asCodes;
    requantization = to;
    if (to != null) Arrays.fill(steps, to.scale());
    boolean small = 2L * m * n * k < Tuning.GEMM_MIN_WORK; // few rows too: codes are read quickly
    int parts = small ? 1 : parallel.threads();
    scratch.prepare(parts);
    splitColumns = m < Tuning.TILE_ROWS * parts;
    if (small) {
      run(0, 1);
    } else {
      parallel.run(this);
    }
    codes = null;
    floats = null;
    b = null;
    epilogue = null;
    y = null;
    out = null;
  }

  @Override
  public void run(int part, int parts) {
    int unit = splitColumns ? Panels.WIDTH : Tuning.TILE_ROWS;
    int size = splitColumns ? n : m;
    int units = (size + unit - 1) / unit;
    int from = Math.min(size, Split.from(units, part, parts) * unit);
    int to = Math.min(size, Split.from(units, part + 1, parts) * unit);
    var s = scratch.get(part);
    int end = splitColumns ? m : to;
    for (int i = splitColumns ? 0 : from; i < end; i += Tuning.CODE_ROWS) {
      int rows = Math.min(Tuning.CODE_ROWS, end - i);
      rows(s, i, rows, splitColumns ? from : 0, splitColumns ? to : n);
    }
  }

  private void rows(Scratch s, int i, int rows, int j0, int j1) {
    if (isExact()) s.a = Blocks.atLeast(rows * k, s.a);
    if (codes != null) ByteLanes.toFloats(rows * k, codes, i * k, zeroPoint, s.a, 0);
    for (int r = 0; rounds && r < rows; r++) {
      s.steps[r] = CodeLoops.step(k, floats, (i + r) * k);
      CodeLoops.round(k, floats, (i + r) * k, s.steps[r], 1, s.a, r * k);
    }
    int blocks = Math.max(1, (k + Tuning.EXACT_DEPTH - 1) / Tuning.EXACT_DEPTH);
    int depth = Math.max(1, (k + blocks - 1) / blocks);
    int panels = Math.min(Tuning.BLOCK / depth, Tuning.CODE_COLUMNS) / Panels.WIDTH;
    int wide = panels * Panels.WIDTH;
    for (int j = j0; j < j1; j += wide) {
      int columns = Math.min(wide, j1 - j);
      sums(s, i, rows, j, columns, depth, wide);
      finish(s, i, rows, j, columns, wide);
    }
  }

  /** Whether sums are of integers. */
  private boolean isExact() {
    return codes != null || rounds;
  }

  /** Leaves the sums in {@code s.c}, {@code [rows, wide]}. */
  private void sums(Scratch s, int i, int rows, int j, int columns, int depth, int wide) {
    boolean joins = isExact() && depth < k;
    int size = rows * wide;
    int p = 0;
    do {
      int count = Math.min(depth, k - p);
      boolean continues = p > 0 && !joins;
      float[] a = isExact() ? s.a : floats;
      int from = (isExact() ? 0 : i * k) + p;
      if (ByteLanes.MATCH && rows < Tuning.STREAMED_ROWS) {
        stream(s, a, from, rows, j, columns, p, count, wide, continues);
      } else {
        multiply(s, a, from, rows, j, columns, p, count, wide, continues);
      }
      if (joins) CodeLoops.add(p == 0, size, s.c, s.sums);
      p += count;
    } while (p < k);
    if (joins) CodeLoops.toFloats(size, s.sums, s.c);
  }

  /** Row by row. */
  private void stream(
      Scratch s,
      float[] a,
      int from,
      int rows,
      int j,
      int columns,
      int p,
      int count,
      int wide,
      boolean continues) {
    int step = Panels.WIDTH * k;
    for (int r = 0; r < rows; r++) s.skips[r] = s.nonZeros[r].areFew(count, a, from + r * k);
    int vectors;
    for (int q = 0; q < columns; q += vectors * LANES) {
      vectors = vectors(columns - q);
      int panel = (j + q) * k + p * Math.min(vectors, Tuning.PANEL_VECTORS) * LANES;
      for (int r = 0; r < rows; r++) {
        int to = r * wide + q;
        int at = from + r * k;
        float[] in = continues ? s.c : Gebp.ZEROS;
        int inOffset = continues ? to : 0;
        switch (vectors) {
          case 8 -> {
            if (s.skips[r]) {
              int[] places = s.nonZeros[r].places;
              int some = s.nonZeros[r].count;
              Int8Row.someOfEight(places, some, a, at, b, panel, step, in, inOffset, s.c, to);
            } else {
              Int8Row.eight(count, a, at, b, panel, step, in, inOffset, s.c, to);
            }
          }
          case 4 -> Int8Row.four(count, a, at, b, panel, step, in, inOffset, s.c, to);
          case 2 -> Int8Row.two(count, a, at, b, panel, in, inOffset, s.c, to);
          default -> Int8Row.one(count, a, at, b, panel, in, inOffset, s.c, to);
        }
      }
    }
  }

  /** How many vectors a row is multiplied by at a time, where so many columns are left. */
  private static int vectors(int columns) {
    int panels = columns / Panels.WIDTH;
    if (panels < 2) return Panels.width(columns) / LANES;
    return panels < 4 ? 4 : 8;
  }

  private void multiply(
      Scratch s,
      float[] a,
      int from,
      int rows,
      int j,
      int columns,
      int p,
      int count,
      int wide,
      boolean continues) {
    CodePanels.expand(count, columns, b, j * k, k, p, s.b, 0);
    for (int r = 0; r < rows; r += Tuning.TILE_ROWS) {
      int valid = Math.min(Tuning.TILE_ROWS, rows - r);
      for (int t = 0; t < Tuning.TILE_ROWS; t++) s.rows[t] = Math.min(t, valid - 1) * k;
      s.gebp.multiply(
          s.rows,
          0,
          valid,
          columns,
          count,
          a,
          from + r * k,
          s.b,
          0,
          count,
          0,
          s.c,
          r * wide,
          wide,
          continues);
    }
  }

  private void finish(Scratch s, int i, int rows, int j, int columns, int wide) {
    for (int r = 0; r < rows; r++) {
      CodeLoops.scale(columns, factor, j, s.c, r * wide);
      if (rounds) CodeLoops.scale(columns, s.steps[r], s.c, r * wide);
    }
    s.epilogue.apply(epilogue, rows, columns, j, s.c, 0, wide);
    if (y != null) {
      Blocks.copy(rows, columns, s.c, 0, wide, y, i * n + j, n);
      return;
    }
    var q = requantization;
    for (int r = 0; r < rows; r++) {
      CodeLoops.quantize(
          columns,
          s.c,
          r * wide,
          steps,
          0,
          0,
          q.zeroPoint(),
          q.min(),
          q.max(),
          out,
          (i + r) * n + j,
          s.ints);
    }
  }
}
