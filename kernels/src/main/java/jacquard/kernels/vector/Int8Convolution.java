package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Parallel;
import jacquard.kernels.Requantization;
import java.util.Arrays;

/**
 * Convolution of codes by {@link Strips}, as {@link StripConvolution} does it; sums are exact for
 * the reason that {@link Int8Product} gives. (Winograd's transforms have fractions, so its sums are
 * not.) Each part computes some of the output rows.
 */
final class Int8Convolution implements Parallel.Region {
  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final Gebp gebp = new Gebp();
    final VectorEpilogue epilogue = new VectorEpilogue();
    float[] strips = new float[0];
    int[] offsets = new int[0];
    float[] c = new float[0]; // [pixels, padded groupK]
    int[] sums = new int[0];
    final int[] ints = new int[CodeLoops.TILE];
  }

  final ConvGeometry geometry = new ConvGeometry();
  private float[] x = new float[0];
  private float[] panels = new float[0];
  private float[] factor = new float[0]; // for each group, padded
  private float[] y; // or null
  private byte[] out; // or null
  private Requantization requantization;
  private final float[] steps = new float[LANES];
  private Epilogue epilogue;
  private int unit; // output rows at a time
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  /** Sets the weights of {@link #geometry} and what becomes of the sums. */
  void setW(byte[] filter, float[] factors, Epilogue last) {
    var g = geometry;
    int padded = Panels.padded(g.groupK);
    panels = Blocks.atLeast(g.groups * g.patch() * padded, panels);
    ByteLanes.toFloats(g.groups * g.patch() * padded, filter, 0, 0, panels, 0);
    factor = Blocks.atLeast(g.groups * padded, factor);
    Blocks.copy(g.groups, g.groupK, factors, 0, g.groupK, factor, 0, padded);
    epilogue = last;
  }

  /** Convolves with {@link #geometry}, to floats or else to codes. */
  void run(
      Parallel parallel,
      byte[] codes,
      int zeroPoint,
      float[] asFloats,
      byte[] asCodes,
      Requantization to) {
    var g = geometry;
    int size = g.images * g.inH * g.inW * g.inC;
    x = Blocks.atLeast(size, x);
    ByteLanes.toFloats(size, codes, 0, zeroPoint, x, 0);
    y = asFloats;
    out = asCodes;
    requantization = to;
    if (to != null) Arrays.fill(steps, to.scale());
    boolean small = geometry.work() < Tuning.CONVOLUTION_MIN_WORK;
    prepare(small ? 1 : parallel.threads());
    if (small) {
      run(0, 1);
    } else {
      parallel.run(this);
    }
    y = null;
    out = null;
    epilogue = null;
  }

  private void prepare(int parts) {
    unit = Math.max(1, Math.ceilDiv(Tuning.STRIP_PIXELS, geometry.outW));
    unit = Math.clamp(Math.ceilDiv(geometry.rows(), parts), 1, unit);
    int pixels = unit * geometry.outW + Tuning.TILE_ROWS;
    int outputs = pixels * Panels.padded(geometry.groupK);
    scratch.prepare(parts);
    for (int part = 0; part < parts; part++) {
      var s = scratch.get(part);
      s.strips = Blocks.atLeast(unit * Strips.length(geometry), s.strips);
      s.c = Blocks.atLeast(outputs, s.c);
      if (s.sums.length < outputs) s.sums = new int[outputs];
      if (s.offsets.length < pixels) s.offsets = new int[pixels];
    }
  }

  @Override
  public void run(int part, int parts) {
    int rows = geometry.rows();
    int units = Math.ceilDiv(rows, unit);
    int end = Math.min(rows, Split.from(units, part + 1, parts) * unit);
    var s = scratch.get(part);
    for (int row = Split.from(units, part, parts) * unit; row < end; row += unit) {
      int count = Math.min(unit, end - row);
      Strips.offsets(geometry, count, s.offsets);
      for (int g = 0; g < geometry.groups; g++) rows(s, g, row, count);
    }
  }

  private void rows(Scratch s, int g, int row, int count) {
    Strips.build(geometry, x, g, row, count, s.strips);
    int pixels = count * geometry.outW;
    int groupK = geometry.groupK;
    int padded = Panels.padded(groupK);
    int patch = geometry.patch();
    boolean joins = patch > Tuning.EXACT_DEPTH;
    for (int p = 0; p < patch; p += Tuning.EXACT_DEPTH) {
      int depth = Math.min(Tuning.EXACT_DEPTH, patch - p);
      for (int i = 0; i < pixels; i += Tuning.TILE_ROWS) {
        int valid = Math.min(Tuning.TILE_ROWS, pixels - i);
        int weights = g * patch * padded;
        s.gebp.multiply(
            s.offsets,
            i,
            valid,
            groupK,
            depth,
            s.strips,
            p,
            panels,
            weights,
            patch,
            p,
            s.c,
            i * padded,
            padded,
            false);
      }
      if (joins) CodeLoops.add(p == 0, pixels * padded, s.c, s.sums);
    }
    if (joins) CodeLoops.toFloats(pixels * padded, s.sums, s.c);
    for (int i = 0; i < pixels; i++) CodeLoops.scale(groupK, factor, g * padded, s.c, i * padded);
    s.epilogue.apply(epilogue, pixels, groupK, g * groupK, s.c, 0, padded);
    int to = geometry.rowStart(row) + g * groupK;
    if (y != null) Blocks.copy(pixels, groupK, s.c, 0, padded, y, to, geometry.outC);
    else codes(s, pixels, padded, to);
  }

  /** Writes the codes of {@code s.c[pixels, padded]}, in one go where nothing lies in between. */
  private void codes(Scratch s, int pixels, int padded, int to) {
    boolean dense = padded == geometry.outC && geometry.groups == 1;
    int rows = dense ? 1 : pixels;
    int n = dense ? pixels * padded : geometry.groupK;
    var r = requantization;
    for (int i = 0; i < rows; i++) {
      int from = i * padded;
      int at = to + i * geometry.outC;
      CodeLoops.quantize(
          n, s.c, from, steps, 0, 0, r.zeroPoint(), r.min(), r.max(), out, at, s.ints);
    }
  }
}
