package jacquard.kernels.vector;

import static jacquard.kernels.vector.ByteLanes.BYTES;

import jacquard.kernels.Parallel;
import jacquard.kernels.PoolShape;
import jacquard.kernels.Workspace;
import jdk.incubator.vector.ByteVector;

/** Maxima of codes; each part computes some of the output rows. */
final class MaxPoolCodes implements Parallel.Region {
  private static final int WIDTH = BYTES.length();

  private PoolShape s;
  private byte[] x;
  private byte[] y;

  void run(PoolShape shape, byte[] codes, byte[] maxima, Workspace workspace) {
    s = shape;
    x = codes;
    y = maxima;
    long reads = (long) s.n() * s.outH() * s.outW() * s.c() * s.kh() * s.kw();
    Split.run(workspace, this, reads, Tuning.POOLING_MIN_READS);
    x = null;
    y = null;
  }

  @Override
  public void run(int part, int parts) {
    int rows = s.n() * s.outH();
    int end = Split.from(rows, part + 1, parts);
    for (int r = Split.from(rows, part, parts); r < end; r++) {
      for (int ow = 0; ow < s.outW(); ow++) {
        window(r / s.outH(), r % s.outH(), ow, (r * s.outW() + ow) * s.c());
      }
    }
  }

  private void window(int image, int oh, int ow, int out) {
    int left = s.columnFrom(ow);
    for (int row = s.rowFrom(oh); row < s.rowTo(oh); row++) {
      int line = (image * s.h() + row) * s.w();
      for (int column = left; column < s.columnTo(ow); column++) {
        int at = (line + column) * s.c();
        if (row == s.rowFrom(oh) && column == left) System.arraycopy(x, at, y, out, s.c());
        else max(s.c(), x, at, y, out);
      }
    }
  }

  /** {@code y = max(x, y)}; the last vector overlaps the one before it, which changes nothing. */
  private static void max(int n, byte[] x, int from, byte[] y, int to) {
    if (n < WIDTH) {
      for (int i = 0; i < n; i++) y[to + i] = (byte) Math.max(x[from + i], y[to + i]);
      return;
    }
    for (int i = 0; i < n; i += WIDTH) {
      int at = Math.min(i, n - WIDTH);
      var best = ByteVector.fromArray(BYTES, y, to + at);
      ByteVector.fromArray(BYTES, x, from + at).max(best).intoArray(y, to + at);
    }
  }
}
