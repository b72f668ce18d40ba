package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;

import java.util.Arrays;

/** The weights' gradient of the convolutions that {@link TapConvolution} computes. */
final class TapGradient extends WeightGradient {
  /** What one part needs besides the arguments. */
  private static final class Scratch {
    float[] rows = new float[0];
    float[] dy = new float[0];
  }

  private int[] taps = new int[0];
  private int unit; // output rows at a time
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  @Override
  int sumRows() {
    return TapConvolution.paddedTaps(geometry.patch());
  }

  @Override
  int rowLength() {
    return Panels.padded(geometry.outC);
  }

  @Override
  int slices() {
    return 1;
  }

  @Override
  void prepare(int parts) {
    if (taps.length < sumRows()) taps = new int[sumRows()];
    PaddedRows.taps(geometry, geometry.groupC, sumRows(), taps);
    unit = Math.clamp(Tuning.TAP_VALUES / PaddedRows.length(geometry, 1), 1, geometry.outH);
    scratch.prepare(parts);
    for (int part = 0; part < parts; part++) {
      var s = scratch.get(part);
      s.rows = Blocks.atLeast(PaddedRows.length(geometry, unit) + LANES, s.rows);
      s.dy = Blocks.atLeast(geometry.outW * lds, s.dy);
    }
  }

  @Override
  void chunk(int part, int from, int to, int sum, int slice, int slices) {
    var s = scratch.get(part);
    Arrays.fill(sums, sum, sum + sumRows() * lds, 0);
    for (int image = from; image < to; image++) {
      for (int y = 0; y < geometry.outH; y += unit) {
        int rows = Math.min(unit, geometry.outH - y);
        PaddedRows.build(geometry, x, image, y, rows, s.rows);
        for (int r = 0; r < rows; r++) row(s, r, image * geometry.outH + y + r, sum);
      }
    }
  }

  private void row(Scratch s, int r, int row, int sum) {
    int k = geometry.outC;
    int outW = geometry.outW;
    int first = row * outW * k;
    boolean direct = first + (outW - 1) * k + lds <= dy.length; // too many lanes do no harm
    if (!direct) Blocks.copy(outW, k, dy, first, k, s.dy, 0, lds);
    float[] d = direct ? dy : s.dy;
    int from = direct ? first : 0;
    int step = direct ? k : lds;
    int start = r * geometry.strideH * geometry.columns() * geometry.inC;
    int pixel = geometry.strideW * geometry.inC;
    boolean depthwise = geometry.groups > 1;
    int patch = sumRows();
    for (int j = 0; j < k; j += LANES) {
      for (int tap = 0; tap < patch; tap += TapConvolution.TAPS) {
        int to = sum + tap * lds + j;
        if (depthwise) {
          SconvDepthwise9x1.gradient(
              outW, s.rows, start + j, pixel, taps, tap, d, from + j, step, sums, to, lds);
        } else {
          SconvTaps9x1.gradient(
              outW, s.rows, start, pixel, taps, tap, d, from + j, step, sums, to, lds);
        }
      }
    }
  }
}
