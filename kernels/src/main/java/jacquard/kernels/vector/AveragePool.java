package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jacquard.kernels.Parallel;
import jacquard.kernels.PoolShape;
import jacquard.kernels.Workspace;
import jdk.incubator.vector.FloatVector;

/** Means, and the gradient that is spread evenly. */
final class AveragePool {
  private AveragePool() {}

  static final class Forward implements Parallel.Region {
    private PoolShape s;
    private boolean countPadding;
    private float[] x;
    private float[] y;

    void run(PoolShape s, boolean countPadding, float[] x, float[] y, Workspace workspace) {
      this.s = s;
      this.countPadding = countPadding;
      this.x = x;
      this.y = y;
      long reads = (long) s.n() * s.outH() * s.outW() * s.c() * s.kh() * s.kw();
      Split.run(workspace, this, reads, Tuning.POOLING_MIN_READS);
    }

    @Override
    public void run(int part, int parts) {
      int rows = s.n() * s.outH();
      for (int r = Split.from(rows, part, parts); r < Split.from(rows, part + 1, parts); r++) {
        row(r / s.outH(), r % s.outH(), r * s.outW() * s.c());
      }
    }

    private void row(int image, int oh, int out) {
      int rows = s.rowTo(oh) - s.rowFrom(oh);
      int line = (image * s.h() + s.rowFrom(oh)) * s.w();
      for (int ow = 0; ow < s.outW(); ow++) {
        int columns = s.columnTo(ow) - s.columnFrom(ow);
        int start = (line + s.columnFrom(ow)) * s.c();
        float scale = 1f / s.divisor(oh, ow, countPadding);
        window(rows, columns, start, out + ow * s.c(), scale);
      }
    }

    /** Runs over the window in one flat loop: the accumulators of nested loops would be boxed. */
    private void window(int rows, int columns, int start, int out, float scale) {
      int c = s.c();
      int nextRow = (s.w() - columns) * c; // from the end of one row of the window to the next row
      int ch = 0;
      for (int end = SPECIES.loopBound(c); ch < end; ch += LANES) {
        var sum = FloatVector.zero(SPECIES);
        int at = start + ch;
        int column = 0;
        for (int k = 0; k < rows * columns; k++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, x, at));
          at += c;
          if (++column == columns) {
            column = 0;
            at += nextRow;
          }
        }
        sum.mul(scale).intoArray(y, out + ch);
      }
      if (ch < c) {
        var mask = SPECIES.indexInRange(ch, c);
        var sum = FloatVector.zero(SPECIES);
        int at = start + ch;
        int column = 0;
        for (int k = 0; k < rows * columns; k++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, x, at, mask));
          at += c;
          if (++column == columns) {
            column = 0;
            at += nextRow;
          }
        }
        sum.mul(scale).intoArray(y, out + ch, mask);
      }
    }
  }

  static final class Backward extends PoolBackward {
    private boolean countPadding;

    void run(PoolShape s, boolean countPadding, float[] dy, float[] dx, Workspace workspace) {
      this.countPadding = countPadding;
      run(s, dy, dx, workspace);
    }

    @Override
    void row(int image, int oh, int part) {
      int rows = s.rowTo(oh) - s.rowFrom(oh);
      int line = (image * s.h() + s.rowFrom(oh)) * s.w();
      int out = (image * s.outH() + oh) * s.outW() * s.c();
      for (int ow = 0; ow < s.outW(); ow++) {
        int columns = s.columnTo(ow) - s.columnFrom(ow);
        int start = (line + s.columnFrom(ow)) * s.c();
        float scale = 1f / s.divisor(oh, ow, countPadding);
        window(rows, columns, start, out + ow * s.c(), scale);
      }
    }

    private void window(int rows, int columns, int start, int out, float scale) {
      int c = s.c();
      int nextRow = (s.w() - columns) * c; // from the end of one row of the window to the next row
      int ch = 0;
      for (int end = SPECIES.loopBound(c); ch < end; ch += LANES) {
        var share = FloatVector.fromArray(SPECIES, dy, out + ch).mul(scale);
        int at = start + ch;
        int column = 0;
        for (int k = 0; k < rows * columns; k++) {
          FloatVector.fromArray(SPECIES, dx, at).add(share).intoArray(dx, at);
          at += c;
          if (++column == columns) {
            column = 0;
            at += nextRow;
          }
        }
      }
      if (ch < c) {
        var mask = SPECIES.indexInRange(ch, c);
        var share = FloatVector.fromArray(SPECIES, dy, out + ch, mask).mul(scale);
        int at = start + ch;
        int column = 0;
        for (int k = 0; k < rows * columns; k++) {
          FloatVector.fromArray(SPECIES, dx, at, mask).add(share).intoArray(dx, at, mask);
          at += c;
          if (++column == columns) {
            column = 0;
            at += nextRow;
          }
        }
      }
    }
  }
}
