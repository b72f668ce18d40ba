package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

/**
 * Affine functions of every column of a matrix {@code [rows, width]} whose last row may be cut
 * short. The coefficients of some columns stay in registers while all rows pass by: of four vectors
 * where there are three coefficients, of two where there are four, or AVX2's 16 registers would not
 * do.
 */
final class ColumnLoops {
  private static final int FOUR = 4 * LANES;
  private static final int TWO = 2 * LANES;

  private ColumnLoops() {}

  /**
   * {@code y[i] = (x[i] - mean[j]) * scale[j] + shift[j]} for {@code i - from = j} modulo width.
   */
  static void normalize(
      float[] x,
      int from,
      int to,
      int width,
      float[] mean,
      float[] scale,
      float[] shift,
      float[] y) {
    int end = to - (to - from) % width;
    int columns = from == end ? 0 : width;
    int j = 0;
    for (; j <= columns - FOUR; j += FOUR) {
      normalizeFour(x, from + j, end, width, mean, scale, shift, y, j);
    }
    for (; j < columns; j += LANES) {
      normalizeOne(x, from + j, end, width, mean, scale, shift, y, j, width - j);
    }
    for (j = 0; j < to - end; j += LANES) {
      normalizeOne(x, end + j, to, width, mean, scale, shift, y, j, to - end - j);
    }
  }

  private static void normalizeFour(
      float[] x,
      int from,
      int to,
      int width,
      float[] mean,
      float[] scale,
      float[] shift,
      float[] y,
      int j) {
    var m0 = fromArray(SPECIES, mean, j);
    var m1 = fromArray(SPECIES, mean, j + LANES);
    var m2 = fromArray(SPECIES, mean, j + 2 * LANES);
    var m3 = fromArray(SPECIES, mean, j + 3 * LANES);
    var a0 = fromArray(SPECIES, scale, j);
    var a1 = fromArray(SPECIES, scale, j + LANES);
    var a2 = fromArray(SPECIES, scale, j + 2 * LANES);
    var a3 = fromArray(SPECIES, scale, j + 3 * LANES);
    var b0 = fromArray(SPECIES, shift, j);
    var b1 = fromArray(SPECIES, shift, j + LANES);
    var b2 = fromArray(SPECIES, shift, j + 2 * LANES);
    var b3 = fromArray(SPECIES, shift, j + 3 * LANES);
    for (int i = from; i < to; i += width) {
      fromArray(SPECIES, x, i).sub(m0).fma(a0, b0).intoArray(y, i);
      fromArray(SPECIES, x, i + LANES).sub(m1).fma(a1, b1).intoArray(y, i + LANES);
      fromArray(SPECIES, x, i + 2 * LANES).sub(m2).fma(a2, b2).intoArray(y, i + 2 * LANES);
      fromArray(SPECIES, x, i + 3 * LANES).sub(m3).fma(a3, b3).intoArray(y, i + 3 * LANES);
    }
  }

  /** One vector, cut to {@code columns}. */
  private static void normalizeOne(
      float[] x,
      int from,
      int to,
      int width,
      float[] mean,
      float[] scale,
      float[] shift,
      float[] y,
      int j,
      int columns) {
    var mask = SPECIES.indexInRange(0, columns);
    var m = fromArray(SPECIES, mean, j, mask);
    var a = fromArray(SPECIES, scale, j, mask);
    var b = fromArray(SPECIES, shift, j, mask);
    for (int i = from; i < to; i += width) {
      fromArray(SPECIES, x, i, mask).sub(m).fma(a, b).intoArray(y, i, mask);
    }
  }

  /**
   * {@code dx[i] = a[j] * dy[i] + b[j] * (x[i] - mean[j]) + c[j]} for {@code i - from = j} modulo
   * width.
   */
  static void gradient(
      float[] x,
      float[] dy,
      int from,
      int to,
      int width,
      float[] mean,
      float[] a,
      float[] b,
      float[] c,
      float[] dx) {
    int end = to - (to - from) % width;
    int columns = from == end ? 0 : width;
    int j = 0;
    for (; j <= columns - TWO; j += TWO) {
      gradientTwo(x, dy, from + j, end, width, mean, a, b, c, dx, j);
    }
    for (; j < columns; j += LANES) {
      gradientOne(x, dy, from + j, end, width, mean, a, b, c, dx, j, width - j);
    }
    for (j = 0; j < to - end; j += LANES) {
      gradientOne(x, dy, end + j, to, width, mean, a, b, c, dx, j, to - end - j);
    }
  }

  private static void gradientTwo(
      float[] x,
      float[] dy,
      int from,
      int to,
      int width,
      float[] mean,
      float[] a,
      float[] b,
      float[] c,
      float[] dx,
      int j) {
    var m0 = fromArray(SPECIES, mean, j);
    var m1 = fromArray(SPECIES, mean, j + LANES);
    var a0 = fromArray(SPECIES, a, j);
    var a1 = fromArray(SPECIES, a, j + LANES);
    var b0 = fromArray(SPECIES, b, j);
    var b1 = fromArray(SPECIES, b, j + LANES);
    var c0 = fromArray(SPECIES, c, j);
    var c1 = fromArray(SPECIES, c, j + LANES);
    for (int i = from; i < to; i += width) {
      fromArray(SPECIES, x, i)
          .sub(m0)
          .fma(b0, fromArray(SPECIES, dy, i).fma(a0, c0))
          .intoArray(dx, i);
      int k = i + LANES;
      fromArray(SPECIES, x, k)
          .sub(m1)
          .fma(b1, fromArray(SPECIES, dy, k).fma(a1, c1))
          .intoArray(dx, k);
    }
  }

  private static void gradientOne(
      float[] x,
      float[] dy,
      int from,
      int to,
      int width,
      float[] mean,
      float[] a,
      float[] b,
      float[] c,
      float[] dx,
      int j,
      int columns) {
    var mask = SPECIES.indexInRange(0, columns);
    var ms = fromArray(SPECIES, mean, j, mask);
    var as = fromArray(SPECIES, a, j, mask);
    var bs = fromArray(SPECIES, b, j, mask);
    var cs = fromArray(SPECIES, c, j, mask);
    for (int i = from; i < to; i += width) {
      var linear = fromArray(SPECIES, dy, i, mask).fma(as, cs);
      fromArray(SPECIES, x, i, mask).sub(ms).fma(bs, linear).intoArray(dx, i, mask);
    }
  }
}
