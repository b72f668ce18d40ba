package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Parallel;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The input's gradient where the output is much smaller than the input: the product of {@code dy}
 * and the transposed weights is the gradient of every patch (Chellapilla, Puri and Simard 2006,
 * section 2), whose values are added to where they were read from. As a convolution of {@code dy}
 * it would be computed at each place of the input, mostly from zeros that surround {@code dy}. Each
 * part computes some of the images.
 */
final class ScatterGradient implements Parallel.Region {
  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final Gebp gebp = new Gebp();
    float[] patches = new float[0]; // [pixels, width]
    int[] rows = new int[0];
  }

  private ConvShape shape;
  private float[] dy; // [n, outH, outW, k]
  private float[] weights; // panels of [k, kh * kw * c]
  private float[] dx; // [n, h, w, c]
  private int width; // of a patch (kh, kw, c), with padding
  private int unit; // output rows at a time
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  /** Computes {@code dx} for one group and strides of 1. */
  void run(Parallel parallel, ConvShape shape, float[] dy, float[] weights, float[] dx) {
    this.shape = shape;
    this.dy = dy;
    this.weights = weights;
    this.dx = dx;
    width = Panels.padded(shape.kh() * shape.kw() * shape.c());
    unit = Math.min((Tuning.STRIP_PIXELS - 1) / shape.outW() + 1, shape.outH());
    long work = 2L * shape.n() * shape.outH() * shape.outW() * shape.k() * width;
    boolean small = work < Tuning.CONVOLUTION_MIN_WORK;
    int parts = small ? 1 : parallel.threads();
    int pixels = unit * shape.outW() + Tuning.TILE_ROWS;
    scratch.prepare(parts);
    for (int part = 0; part < parts; part++) {
      var s = scratch.get(part);
      s.patches = Blocks.atLeast(pixels * width, s.patches);
      if (s.rows.length < pixels) s.rows = new int[pixels];
    }
    if (small) {
      run(0, 1);
    } else {
      parallel.run(this);
    }
    this.dy = null;
    this.weights = null;
    this.dx = null;
  }

  @Override
  public void run(int part, int parts) {
    var s = scratch.get(part);
    int size = shape.h() * shape.w() * shape.c();
    int end = Split.from(shape.n(), part + 1, parts);
    for (int image = Split.from(shape.n(), part, parts); image < end; image++) {
      Arrays.fill(dx, image * size, (image + 1) * size, 0);
      for (int y = 0; y < shape.outH(); y += unit) {
        int rows = Math.min(unit, shape.outH() - y);
        multiply(s, (image * shape.outH() + y) * shape.outW(), rows * shape.outW());
        for (int i = 0; i < rows * shape.outW(); i++) {
          scatter(s, image, y + i / shape.outW(), i % shape.outW(), i * width);
        }
      }
    }
  }

  /** Computes the patches of some pixels, and repeats the last to a full tile. */
  private void multiply(Scratch s, int first, int pixels) {
    int k = shape.k();
    for (int i = 0; i < pixels + Tuning.TILE_ROWS - 1; i++) {
      s.rows[i] = (first + Math.min(i, pixels - 1)) * k;
    }
    int tile = Tuning.TILE_ROWS;
    for (int i = 0; i < pixels; i += tile) {
      s.gebp.multiply(
          s.rows, i, tile, width, k, dy, 0, weights, 0, k, 0, s.patches, i * width, width, false);
    }
  }

  /** Adds the patch under output {@code (y, x)}, a run of {@code kw * c} values in each row. */
  private void scatter(Scratch s, int image, int y, int x, int patch) {
    int c = shape.c();
    int left = x - shape.padLeft();
    int from = Math.clamp(-left, 0, shape.kw());
    int to = Math.clamp(shape.w() - left, from, shape.kw());
    int top = y - shape.padTop();
    int first = Math.clamp(-top, 0, shape.kh());
    int rows = Math.clamp(shape.h() - top, first, shape.kh()) - first;
    int start = ((image * shape.h() + top + first) * shape.w() + left + from) * c;
    int line = shape.w() * c;
    int run = shape.kw() * c;
    add(rows, (to - from) * c, s.patches, patch + first * run + from * c, run, dx, start, line);
  }

  /** {@code y[rows, n] += x}. */
  private static void add(
      int rows, int n, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    int whole = SPECIES.loopBound(n);
    for (int r = 0; r < rows; r++) {
      int from = xOffset + r * ldx;
      int to = yOffset + r * ldy;
      for (int i = 0; i < whole; i += LANES) {
        FloatVector.fromArray(SPECIES, y, to + i)
            .add(FloatVector.fromArray(SPECIES, x, from + i))
            .intoArray(y, to + i);
      }
      for (int i = whole; i < n; i++) y[to + i] += x[from + i];
    }
  }
}
