package jacquard.kernels.vector;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Parallel;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradient of a convolution's weights: for each group the product of the transposed patches
 * {@code [kw * kh * groupC, pixels]} and {@code dy[pixels, groupK]}.
 */
final class WeightGradient implements Parallel.Region {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int COLUMNS = Tuning.PACKED_ROWS;

  private static final class Scratch {
    final Gebp gebp = new Gebp();
    final float[] patches = new float[Tuning.GRADIENT_PIXELS * COLUMNS];
    float[] strips = new float[0];
    int[] offsets = new int[0];
    float[] panels = new float[0];
  }

  final Strips strips = new Strips();
  ConvShape shape;
  float[] x;
  float[] dy;
  private float[] sums = new float[0]; // [chunks, kw, kh, c / groups, k]
  private int chunks;
  private int slices;
  private int rowsPerUnit;
  private Scratch[] scratch = new Scratch[0];

  void prepare(int parts) {
    int size = strips.patch() * shape.k();
    chunks = Math.clamp(Tuning.GRADIENT_SUMS / size, 1, Math.min(shape.n(), Tuning.GRADIENT_CHUNKS));
    slices = (2 * parts + chunks - 1) / chunks;
    if (chunks >= 2 * parts) slices = 1;
    if (sums.length < chunks * size) sums = new float[chunks * size];
    int blocks = (strips.outH * strips.outW + Tuning.GRADIENT_PIXELS - 1) / Tuning.GRADIENT_PIXELS;
    rowsPerUnit = (strips.outH + blocks - 1) / blocks;
    if (scratch.length < parts) {
      int ready = scratch.length;
      scratch = Arrays.copyOf(scratch, parts);
      for (int part = ready; part < parts; part++) scratch[part] = new Scratch();
    }
    for (int part = 0; part < parts; part++) {
      var s = scratch[part];
      int values = rowsPerUnit * strips.length() + COLUMNS;
      if (s.strips.length < values) s.strips = new float[values];
      int pixels = rowsPerUnit * strips.outW;
      if (s.offsets.length < pixels + COLUMNS) s.offsets = new int[pixels + COLUMNS];
      int panels = pixels * Panels.padded(shape.groupK());
      if (s.panels.length < panels) s.panels = new float[panels];
    }
  }

  @Override
  public void run(int part, int parts) {
    int items = chunks * slices;
    int end = (int) ((long) items * (part + 1) / parts);
    for (int item = (int) ((long) items * part / parts); item < end; item++) {
      chunk(scratch[part], item / slices, item % slices);
    }
  }

  private void chunk(Scratch s, int chunk, int slice) {
    int blocks = (strips.patch() + COLUMNS - 1) / COLUMNS;
    int first = blocks * slice / slices * COLUMNS;
    int end = Math.min(blocks * (slice + 1) / slices * COLUMNS, strips.patch());
    int n0 = (int) ((long) shape.n() * chunk / chunks);
    int n1 = (int) ((long) shape.n() * (chunk + 1) / chunks);
    int sum = chunk * strips.patch() * shape.k();
    for (int n = n0; n < n1; n++) {
      for (int oy = 0; oy < strips.outH; oy += rowsPerUnit) {
        int rows = Math.min(rowsPerUnit, strips.outH - oy);
        strips.offsets(rows, s.offsets);
        for (int g = 0; g < shape.groups(); g++) {
          unit(s, g, n * strips.outH + oy, rows, first, end, sum, n > n0 || oy > 0);
        }
      }
    }
  }

  private void unit(
      Scratch s, int g, int row, int rows, int first, int end, int sum, boolean accumulate) {
    int pixels = rows * strips.outW;
    int k = shape.k();
    int groupK = shape.groupK();
    strips.build(x, g, row, rows, s.strips);
    Panels.pack(
        false, pixels, groupK, dy, row * strips.outW * k + g * groupK, k, s.panels, 0);
    for (int q = first; q < end; q += COLUMNS) {
      for (int p = 0; p < pixels; p += Tuning.GRADIENT_PIXELS) {
        int count = Math.min(Tuning.GRADIENT_PIXELS, pixels - p);
        pack(count, s.strips, q, s.offsets, p, s.patches);
        for (int i = 0; i < COLUMNS && q + i < end; i += Tuning.TILE_ROWS) {
          int valid = Math.min(Tuning.TILE_ROWS, end - q - i);
          s.gebp.multiply(
              null, 0, valid, groupK, count, s.patches, i, s.panels, 0, pixels, p, sums,
              sum + (q + i) * k + g * groupK, k, accumulate || p > 0);
        }
      }
    }
  }

  /** {@code out[count, COLUMNS]}: values {@code q ..} of the patches of {@code count} pixels. */
  private static void pack(
      int count, float[] strips, int q, int[] offsets, int pixel, float[] out) {
    for (int i = 0; i < count; i++) {
      int from = offsets[pixel + i] + q;
      for (int j = 0; j < COLUMNS; j += LANES) {
        FloatVector.fromArray(SPECIES, strips, from + j).intoArray(out, i * COLUMNS + j);
      }
    }
  }

  /** Adds up the chunks in ascending order, and puts the rows into the order (kh, kw, c). */
  void merge(float[] dw) {
    int run = shape.groupC() * shape.k();
    int size = strips.patch() * shape.k();
    for (int i = 0; i < shape.kh(); i++) {
      for (int j = 0; j < shape.kw(); j++) {
        int to = (i * shape.kw() + j) * run;
        int from = (j * shape.kh() + i) * run;
        System.arraycopy(sums, from, dw, to, run);
        for (int chunk = 1; chunk < chunks; chunk++) add(run, sums, chunk * size + from, dw, to);
      }
    }
  }

  private static void add(int n, float[] x, int xOffset, float[] y, int yOffset) {
    int whole = SPECIES.loopBound(n);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector.fromArray(SPECIES, y, yOffset + j)
          .add(FloatVector.fromArray(SPECIES, x, xOffset + j))
          .intoArray(y, yOffset + j);
    }
    if (whole == n) return;
    var mask = SPECIES.indexInRange(whole, n);
    FloatVector.fromArray(SPECIES, y, yOffset + whole, mask)
        .add(FloatVector.fromArray(SPECIES, x, xOffset + whole, mask))
        .intoArray(y, yOffset + whole, mask);
  }

  void release() {
    x = null;
    dy = null;
  }
}
