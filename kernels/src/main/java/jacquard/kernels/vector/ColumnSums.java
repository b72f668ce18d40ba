package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;

/**
 * Sums over the rows of a matrix {@code [rows, width]} whose last row may be cut short. Every
 * column is one chain over ascending rows, so the bits do not depend on the number of lanes. Four
 * vectors at a time, where there are as many columns, hide the latency of an addition.
 */
final class ColumnSums {
  private static final int FOUR = 4 * LANES;
  private static final int TWO = 2 * LANES;

  private ColumnSums() {}

  /** {@code sum[j] = sum of x[offset + i]} over {@code i < n} with {@code i % width == j}. */
  static void sum(float[] x, int offset, int n, int width, float[] sum) {
    Arrays.fill(sum, 0, width, 0);
    int whole = n - n % width;
    int columns = whole == 0 ? 0 : width;
    int j = 0;
    for (; j <= columns - FOUR; j += FOUR) sumFour(x, offset + j, whole, width, sum, j);
    for (; j < columns; j += LANES) sumOne(x, offset + j, whole, width, sum, j, width - j);
    for (j = whole; j < n; j += LANES) sumOne(x, offset + j, 1, 1, sum, j - whole, n - j);
  }

  private static void sumFour(float[] x, int offset, int n, int width, float[] sum, int j) {
    var s0 = fromArray(SPECIES, sum, j);
    var s1 = fromArray(SPECIES, sum, j + LANES);
    var s2 = fromArray(SPECIES, sum, j + 2 * LANES);
    var s3 = fromArray(SPECIES, sum, j + 3 * LANES);
    for (int i = 0; i < n; i += width) {
      s0 = s0.add(fromArray(SPECIES, x, offset + i));
      s1 = s1.add(fromArray(SPECIES, x, offset + i + LANES));
      s2 = s2.add(fromArray(SPECIES, x, offset + i + 2 * LANES));
      s3 = s3.add(fromArray(SPECIES, x, offset + i + 3 * LANES));
    }
    s0.intoArray(sum, j);
    s1.intoArray(sum, j + LANES);
    s2.intoArray(sum, j + 2 * LANES);
    s3.intoArray(sum, j + 3 * LANES);
  }

  /** One vector, cut to {@code columns}. */
  private static void sumOne(
      float[] x, int offset, int n, int width, float[] sum, int j, int columns) {
    var mask = SPECIES.indexInRange(0, columns);
    var s = fromArray(SPECIES, sum, j, mask);
    for (int i = 0; i < n; i += width) s = s.add(fromArray(SPECIES, x, offset + i, mask));
    s.intoArray(sum, j, mask);
  }

  /** Likewise of {@code (x[offset + i] - center[ci + j])^2}. */
  static void squares(
      float[] x, int offset, int n, int width, float[] center, int ci, float[] sum) {
    Arrays.fill(sum, 0, width, 0);
    int whole = n - n % width;
    int columns = whole == 0 ? 0 : width;
    int j = 0;
    for (; j <= columns - FOUR; j += FOUR)
      squaresFour(x, offset + j, whole, width, center, ci + j, sum, j);
    for (; j < columns; j += LANES) {
      squaresOne(x, offset + j, whole, width, center, ci + j, sum, j, width - j);
    }
    for (j = whole; j < n; j += LANES) {
      squaresOne(x, offset + j, 1, 1, center, ci + j - whole, sum, j - whole, n - j);
    }
  }

  private static void squaresFour(
      float[] x, int offset, int n, int width, float[] center, int ci, float[] sum, int j) {
    var c0 = fromArray(SPECIES, center, ci);
    var c1 = fromArray(SPECIES, center, ci + LANES);
    var c2 = fromArray(SPECIES, center, ci + 2 * LANES);
    var c3 = fromArray(SPECIES, center, ci + 3 * LANES);
    var s0 = fromArray(SPECIES, sum, j);
    var s1 = fromArray(SPECIES, sum, j + LANES);
    var s2 = fromArray(SPECIES, sum, j + 2 * LANES);
    var s3 = fromArray(SPECIES, sum, j + 3 * LANES);
    for (int i = 0; i < n; i += width) {
      var d0 = fromArray(SPECIES, x, offset + i).sub(c0);
      var d1 = fromArray(SPECIES, x, offset + i + LANES).sub(c1);
      var d2 = fromArray(SPECIES, x, offset + i + 2 * LANES).sub(c2);
      var d3 = fromArray(SPECIES, x, offset + i + 3 * LANES).sub(c3);
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
      s2 = d2.fma(d2, s2);
      s3 = d3.fma(d3, s3);
    }
    s0.intoArray(sum, j);
    s1.intoArray(sum, j + LANES);
    s2.intoArray(sum, j + 2 * LANES);
    s3.intoArray(sum, j + 3 * LANES);
  }

  private static void squaresOne(
      float[] x,
      int offset,
      int n,
      int width,
      float[] center,
      int ci,
      float[] sum,
      int j,
      int columns) {
    var mask = SPECIES.indexInRange(0, columns);
    var c = fromArray(SPECIES, center, ci, mask);
    var s = fromArray(SPECIES, sum, j, mask);
    for (int i = 0; i < n; i += width) {
      var d = fromArray(SPECIES, x, offset + i, mask).sub(c);
      s = d.fma(d, s);
    }
    s.intoArray(sum, j, mask);
  }

  /**
   * Likewise two sums: of {@code g[gi + i]}, and of its products with {@code x[xi + i] -
   * center[j]}.
   */
  static void products(
      float[] g,
      int gi,
      float[] x,
      int xi,
      int n,
      int width,
      float[] center,
      float[] sum,
      float[] dot) {
    Arrays.fill(sum, 0, width, 0);
    Arrays.fill(dot, 0, width, 0);
    int whole = n - n % width;
    int columns = whole == 0 ? 0 : width;
    int j = 0;
    for (; j <= columns - TWO; j += TWO) {
      productsTwo(g, gi + j, x, xi + j, whole, width, center, sum, dot, j);
    }
    for (; j < columns; j += LANES) {
      productsOne(g, gi + j, x, xi + j, whole, width, center, sum, dot, j, width - j);
    }
    for (j = whole; j < n; j += LANES) {
      productsOne(g, gi + j, x, xi + j, 1, 1, center, sum, dot, j - whole, n - j);
    }
  }

  private static void productsTwo(
      float[] g,
      int gi,
      float[] x,
      int xi,
      int n,
      int width,
      float[] center,
      float[] sum,
      float[] dot,
      int j) {
    var c0 = fromArray(SPECIES, center, j);
    var c1 = fromArray(SPECIES, center, j + LANES);
    var s0 = fromArray(SPECIES, sum, j);
    var s1 = fromArray(SPECIES, sum, j + LANES);
    var d0 = fromArray(SPECIES, dot, j);
    var d1 = fromArray(SPECIES, dot, j + LANES);
    for (int i = 0; i < n; i += width) {
      var g0 = fromArray(SPECIES, g, gi + i);
      var g1 = fromArray(SPECIES, g, gi + i + LANES);
      s0 = s0.add(g0);
      s1 = s1.add(g1);
      d0 = fromArray(SPECIES, x, xi + i).sub(c0).fma(g0, d0);
      d1 = fromArray(SPECIES, x, xi + i + LANES).sub(c1).fma(g1, d1);
    }
    s0.intoArray(sum, j);
    s1.intoArray(sum, j + LANES);
    d0.intoArray(dot, j);
    d1.intoArray(dot, j + LANES);
  }

  private static void productsOne(
      float[] g,
      int gi,
      float[] x,
      int xi,
      int n,
      int width,
      float[] center,
      float[] sum,
      float[] dot,
      int j,
      int columns) {
    var mask = SPECIES.indexInRange(0, columns);
    var c = fromArray(SPECIES, center, j, mask);
    var s = fromArray(SPECIES, sum, j, mask);
    var d = fromArray(SPECIES, dot, j, mask);
    for (int i = 0; i < n; i += width) {
      var gs = fromArray(SPECIES, g, gi + i, mask);
      s = s.add(gs);
      d = fromArray(SPECIES, x, xi + i, mask).sub(c).fma(gs, d);
    }
    s.intoArray(sum, j, mask);
    d.intoArray(dot, j, mask);
  }
}
