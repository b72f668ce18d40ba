package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The weights' gradient as the product of the transposed patches {@code [kw * kh * groupC, pixels]}
 * and {@code dy[pixels, groupK]}, a few hundred pixels at a time. Patches are {@link Strips}; they
 * are packed 16 values wide, which needs no shuffling as the values of a patch are neighbours.
 */
final class StripGradient extends WeightGradient {
  private static final int COLUMNS = Tuning.PACKED_ROWS;

  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final Gebp gebp = new Gebp();
    final float[] patches = new float[Tuning.GRADIENT_PIXELS * COLUMNS];
    float[] strips = new float[0];
    int[] offsets = new int[0];
    float[] panels = new float[0];
  }

  private int unit; // output rows at a time
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  @Override
  int sumRows() {
    return geometry.patch();
  }

  @Override
  int rowLength() {
    return geometry.outC;
  }

  @Override
  int slices() {
    return (geometry.patch() + COLUMNS - 1) / COLUMNS;
  }

  @Override
  void prepare(int parts) {
    int outH = geometry.outH;
    int units = (outH * geometry.outW - 1) / Tuning.GRADIENT_PIXELS + 1;
    unit = (outH - 1) / units + 1;
    int pixels = unit * geometry.outW;
    scratch.prepare(parts);
    for (int part = 0; part < parts; part++) {
      var s = scratch.get(part);
      s.strips = Blocks.atLeast(unit * Strips.length(geometry) + COLUMNS, s.strips);
      if (s.offsets.length < pixels + COLUMNS) s.offsets = new int[pixels + COLUMNS];
      s.panels = Blocks.atLeast(pixels * Panels.padded(geometry.groupK), s.panels);
    }
  }

  @Override
  void chunk(int part, int from, int to, int sum, int slice, int slices) {
    int blocks = slices();
    int first = Split.from(blocks, slice, slices) * COLUMNS;
    int end = Math.min(Split.from(blocks, slice + 1, slices) * COLUMNS, geometry.patch());
    var s = scratch.get(part);
    for (int image = from; image < to; image++) {
      for (int y = 0; y < geometry.outH; y += unit) {
        int rows = Math.min(unit, geometry.outH - y);
        Strips.offsets(geometry, rows, s.offsets);
        for (int g = 0; g < geometry.groups; g++) {
          unit(s, g, image * geometry.outH + y, rows, first, end, sum, image > from || y > 0);
        }
      }
    }
  }

  private void unit(
      Scratch s, int g, int row, int rows, int first, int end, int sum, boolean accumulate) {
    int pixels = rows * geometry.outW;
    int k = geometry.outC;
    int groupK = geometry.groupK;
    Strips.build(geometry, x, g, row, rows, s.strips);
    int from = row * geometry.outW * k + g * groupK;
    Panels.pack(pixels, groupK, dy, from, k, s.panels, 0);
    for (int q = first; q < end; q += COLUMNS) {
      for (int p = 0; p < pixels; p += Tuning.GRADIENT_PIXELS) {
        int count = Math.min(Tuning.GRADIENT_PIXELS, pixels - p);
        pack(count, s.strips, q, s.offsets, p, s.patches);
        for (int i = 0; i < COLUMNS && q + i < end; i += Tuning.TILE_ROWS) {
          int valid = Math.min(Tuning.TILE_ROWS, end - q - i);
          int to = sum + (q + i) * k + g * groupK;
          s.gebp.multiply(
              null,
              0,
              valid,
              groupK,
              count,
              s.patches,
              i,
              s.panels,
              0,
              pixels,
              p,
              sums,
              to,
              k,
              accumulate || p > 0);
        }
      }
    }
  }

  /**
   * {@code out[count, COLUMNS]}: from value {@code q} of the patches of {@code count} pixels.
   * Beyond the end of a patch it packs what stands there, which ends up in rows that are not kept.
   */
  private static void pack(
      int count, float[] strips, int q, int[] offsets, int pixel, float[] out) {
    for (int i = 0; i < count; i++) {
      int from = offsets[pixel + i] + q;
      for (int j = 0; j < COLUMNS; j += LANES) {
        FloatVector.fromArray(SPECIES, strips, from + j).intoArray(out, i * COLUMNS + j);
      }
    }
  }
}
