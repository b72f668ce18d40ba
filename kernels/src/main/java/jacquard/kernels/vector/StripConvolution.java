package jacquard.kernels.vector;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Parallel;

/**
 * Convolution as the product of patches, which are {@link Strips}, and packed weights. Each part
 * computes some of the output rows, a few at a time so that their strips stay in L1 or L2.
 */
final class StripConvolution implements Parallel.Region {
  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final Gebp gebp = new Gebp();
    final VectorEpilogue epilogue = new VectorEpilogue();
    float[] strips = new float[0];
    int[] offsets = new int[0];
    float[] pixels = new float[0];
  }

  final ConvGeometry geometry = new ConvGeometry();
  private float[] x;
  private float[] panels; // for each group the panels of [kw * kh * groupC, groupK]
  private float[] y;
  private Epilogue epilogue;
  private int unit; // output rows at a time
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  /** Convolves with {@link #geometry}. */
  void run(Parallel parallel, float[] x, float[] panels, float[] y, Epilogue epilogue) {
    this.x = x;
    this.panels = panels;
    this.y = y;
    this.epilogue = epilogue;
    boolean small = geometry.work() < Tuning.CONVOLUTION_MIN_WORK;
    prepare(small ? 1 : parallel.threads());
    if (small) {
      run(0, 1);
    } else {
      parallel.run(this);
    }
    this.x = null;
    this.panels = null;
    this.y = null;
    this.epilogue = null;
  }

  private void prepare(int parts) {
    unit = unit(parts);
    int pixels = unit * geometry.outW + Tuning.TILE_ROWS;
    scratch.prepare(parts);
    for (int part = 0; part < parts; part++) {
      var s = scratch.get(part);
      s.strips = Blocks.atLeast(unit * Strips.length(geometry), s.strips);
      if (s.offsets.length < pixels) s.offsets = new int[pixels];
      if (!geometry.contiguous()) s.pixels = Blocks.atLeast(pixels * geometry.groupK, s.pixels);
    }
  }

  /** As few rows as make whole tiles and {@link Tuning#STRIP_PIXELS}. */
  private int unit(int parts) {
    int rows = 1;
    while (rows < Tuning.TILE_ROWS && rows * geometry.outW % Tuning.TILE_ROWS != 0) rows *= 2;
    while (rows * geometry.outW < Tuning.STRIP_PIXELS) rows *= 2;
    return Math.clamp((geometry.rows() + parts - 1) / parts, 1, rows);
  }

  @Override
  public void run(int part, int parts) {
    int rows = geometry.rows();
    int units = (rows + unit - 1) / unit;
    int end = Math.min(rows, Split.from(units, part + 1, parts) * unit);
    var s = scratch.get(part);
    int ready = 0;
    for (int row = Split.from(units, part, parts) * unit; row < end; row += unit) {
      int count = Math.min(unit, end - row);
      if (count != ready) Strips.offsets(geometry, count, s.offsets);
      ready = count;
      for (int g = 0; g < geometry.groups; g++) rows(s, g, row, count);
    }
  }

  private void rows(Scratch s, int g, int row, int count) {
    Strips.build(geometry, x, g, row, count, s.strips);
    if (geometry.contiguous()) {
      int to = geometry.rowStart(row) + g * geometry.groupK;
      multiply(s, g, count, y, to, geometry.outC);
      return;
    }
    multiply(s, g, count, s.pixels, 0, geometry.groupK);
    for (int r = 0; r < count; r++) {
      Blocks.copy(
          geometry.outW,
          geometry.groupK,
          s.pixels,
          r * geometry.outW * geometry.groupK,
          geometry.groupK,
          y,
          geometry.rowStart(row + r) + g * geometry.groupK,
          geometry.stepX * geometry.outC);
    }
  }

  private void multiply(Scratch s, int g, int count, float[] c, int cOffset, int ldc) {
    int patch = geometry.patch();
    int groupK = geometry.groupK;
    int pixels = count * geometry.outW;
    int weights = g * patch * Panels.padded(groupK);
    int p = 0;
    do { // at least once: without taps the result is 0
      int depth = Math.min(Tuning.DEPTH, patch - p);
      for (int i = 0; i < pixels; i += Tuning.TILE_ROWS) {
        int valid = Math.min(Tuning.TILE_ROWS, pixels - i);
        int to = cOffset + i * ldc;
        s.gebp.multiply(
            s.offsets, i, valid, groupK, depth, s.strips, p, panels, weights, patch, p, c, to, ldc,
            p > 0);
        if (p + depth == patch) {
          s.epilogue.apply(epilogue, valid, groupK, g * groupK, c, to, ldc);
        }
      }
      p += depth;
    } while (p < patch);
  }
}
