package jacquard.kernels.vector;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Parallel;
import java.util.Arrays;

/**
 * Convolution as a product of strips of patches and packed weights, forward or backward; each part
 * computes some of the output rows. See {@link Strips}.
 */
final class StripConvolution implements Parallel.Region {
  private static final class Scratch {
    final Gebp gebp = new Gebp();
    float[] strips = new float[0];
    int[] offsets = new int[0];
    float[] pixels = new float[0];
  }

  final Strips strips = new Strips();
  int images;
  int groups;
  int groupK;
  float[] x;

  /** For each group the panels of its weights, {@code [kw * kh * groupC, groupK]}. */
  float[] panels;

  float[] y;
  int outC;

  /** Height and width of an image of {@code y}, and where in it output pixel (i, j) stands. */
  int imageH;

  int imageW;
  int stepY;
  int stepX;
  int firstY;
  int firstX;
  Epilogue epilogue;
  private int rowsPerUnit;
  private Scratch[] scratch = new Scratch[0];

  void prepare(int parts) {
    if (scratch.length < parts) {
      int ready = scratch.length;
      scratch = Arrays.copyOf(scratch, parts);
      for (int part = ready; part < parts; part++) scratch[part] = new Scratch();
    }
    rowsPerUnit = rowsPerUnit(parts);
    for (int part = 0; part < parts; part++) {
      var s = scratch[part];
      int values = rowsPerUnit * strips.length();
      if (s.strips.length < values) s.strips = new float[values];
      int pixels = rowsPerUnit * strips.outW + Tuning.TILE_ROWS;
      if (s.offsets.length < pixels) s.offsets = new int[pixels];
      if (scattered() && s.pixels.length < pixels * groupK) s.pixels = new float[pixels * groupK];
    }
  }

  private int rowsPerUnit(int parts) {
    int rows = images * strips.outH;
    int unit = 1;
    while (unit < 4 && unit * strips.outW % Tuning.TILE_ROWS != 0) unit *= 2;
    while (unit * strips.outW < 24) unit *= 2;
    return Math.clamp((rows + parts - 1) / parts, 1, unit);
  }

  @Override
  public void run(int part, int parts) {
    int rows = images * strips.outH;
    int units = (rows + rowsPerUnit - 1) / rowsPerUnit;
    int first = (int) ((long) units * part / parts);
    int end = (int) ((long) units * (part + 1) / parts);
    var s = scratch[part];
    strips.offsets(rowsPerUnit, s.offsets);
    for (int unit = first; unit < end; unit++) {
      int row = unit * rowsPerUnit;
      int count = Math.min(rowsPerUnit, rows - row);
      if (count < rowsPerUnit) strips.offsets(count, s.offsets);
      for (int g = 0; g < groups; g++) {
        strips.build(x, g, row, count, s.strips);
        if (scattered()) {
          multiply(s, g, count, s.pixels, 0, groupK);
          scatter(s.pixels, g, row, count);
        } else {
          multiply(s, g, count, y, row * strips.outW * outC + g * groupK, outC);
        }
      }
    }
  }

  private void multiply(Scratch s, int g, int count, float[] c, int cOffset, int ldc) {
    int patch = strips.patch();
    int pixels = count * strips.outW;
    int weights = g * patch * Panels.padded(groupK);
    int p = 0;
    do {
      int depth = Math.min(Tuning.DEPTH, patch - p);
      boolean last = p + depth == patch;
      for (int i = 0; i < pixels; i += Tuning.TILE_ROWS) {
        int valid = Math.min(Tuning.TILE_ROWS, pixels - i);
        int to = cOffset + i * ldc;
        s.gebp.multiply(
            s.offsets, i, valid, groupK, depth, s.strips, p, panels, weights, patch, p, c, to, ldc,
            p > 0);
        if (last) VectorEpilogue.apply(epilogue, valid, groupK, g * groupK, c, to, ldc);
      }
      p += depth;
    } while (p < patch);
  }

  private boolean scattered() {
    return stepX > 1 || stepY > 1;
  }

  /** Moves the pixels of {@code count} rows to their places in {@code y}. */
  private void scatter(float[] pixels, int g, int row, int count) {
    for (int r = 0; r < count; r++) {
      int image = (row + r) / strips.outH;
      int oy = (row + r) % strips.outH * stepY + firstY;
      int to = ((image * imageH + oy) * imageW + firstX) * outC + g * groupK;
      int from = r * strips.outW * groupK;
      Blocks.copy(strips.outW, groupK, pixels, from, groupK, y, to, stepX * outC);
    }
  }

  void release() {
    x = null;
    panels = null;
    y = null;
    epilogue = null;
  }
}
