package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;

import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/** Floats to codes, back, or gradients; each part takes some of the rows, or of the values. */
final class CodeConversion implements Parallel.Region {
  enum Task {
    QUANTIZE,
    DEQUANTIZE,
    PASS_THROUGH
  }

  private static final int TILE = CodeLoops.TILE;

  Task task;
  int min;
  int max;
  float[] dy;
  float[] dx;
  private int rows;
  private int n;
  private float[] floats;
  private byte[] codes;
  private float[] scale;
  private int stride;
  private int zeroPoint;
  private final float[] same = new float[LANES];
  private final PerPart<int[]> scratch = new PerPart<>(() -> new int[TILE]);

  /** Sets what all tasks have; one scale makes one long row of all, in tiles. */
  void set(int r, int c, float[] values, byte[] bytes, float[] scales, int zero) {
    boolean one = scales.length == 1;
    rows = one ? Math.ceilDiv(r * c, TILE) : r;
    n = one ? r * c : c;
    floats = values;
    codes = bytes;
    stride = one ? 0 : 1;
    if (one) Arrays.fill(same, scales[0]);
    scale = one ? same : scales;
    zeroPoint = zero;
  }

  void run(Workspace workspace) {
    scratch.prepare(workspace.parallel().threads());
    long values = stride == 0 ? n : (long) rows * n;
    Split.run(workspace, this, values, Tuning.ELEMENTWISE_MIN_ELEMENTS);
    floats = null;
    codes = null;
    scale = null;
    dy = null;
    dx = null;
  }

  @Override
  public void run(int part, int parts) {
    int end = Split.from(rows, part + 1, parts);
    for (int row = Split.from(rows, part, parts); row < end; row++) {
      int from = row * (stride == 0 ? TILE : n);
      int count = stride == 0 ? Math.min(TILE, n - from) : n;
      run(part, from, count);
    }
  }

  private void run(int part, int from, int count) {
    switch (task) {
      case QUANTIZE ->
          CodeLoops.quantize(
              count,
              floats,
              from,
              scale,
              0,
              stride,
              zeroPoint,
              min,
              max,
              codes,
              from,
              scratch.get(part));
      case DEQUANTIZE ->
          CodeLoops.dequantize(count, codes, from, scale, stride, zeroPoint, floats, from);
      case PASS_THROUGH -> {
        float low = min - zeroPoint;
        float high = max - zeroPoint;
        CodeLoops.passThrough(count, floats, scale, stride, low, high, dy, dx, from);
      }
    }
  }
}
