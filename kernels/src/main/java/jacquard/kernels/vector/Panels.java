package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The packed form of the right-hand matrix {@code [k, n]}: column panels as wide as the register
 * tile, each {@code [k, width]}, so that the tile reads B as one stream. The last columns stand in
 * a panel of 1 vector where they fit, and are padded with zeros: no tile multiplies a whole vector
 * of padding. As widths add up, the panel that begins with column {@code j} starts at {@code j *
 * k}.
 */
final class Panels {
  /** Columns in a full panel. */
  static final int WIDTH = Tuning.PANEL_VECTORS * LANES;

  private Panels() {}

  /** The width of the next panel where {@code columns} remain. */
  static int width(int columns) {
    return columns > LANES ? WIDTH : LANES;
  }

  /** Columns including padding. */
  static int padded(int n) {
    return (n + LANES - 1) / LANES * LANES;
  }

  /** Packs {@code B[k, n]}, which starts at {@code b[bOffset]}. */
  static void pack(int k, int n, float[] b, int bOffset, int ldb, float[] out, int outOffset) {
    pack(k, n, b, bOffset, ldb, out, outOffset, k, 0);
  }

  /** Packs rows {@code first .. first + k} of panels that have {@code height} rows. */
  static void pack(
      int k,
      int n,
      float[] b,
      int bOffset,
      int ldb,
      float[] out,
      int outOffset,
      int height,
      int first) {
    int width;
    for (int j = 0; j < n; j += width) {
      width = width(n - j);
      int columns = Math.min(width, n - j);
      int to = outOffset + j * height + first * width;
      if (columns < width) {
        packRagged(k, columns, width, b, bOffset + j, ldb, out, to);
      } else if (width == WIDTH) {
        packTwo(k, b, bOffset + j, ldb, out, to);
      } else {
        packOne(k, b, bOffset + j, ldb, out, to);
      }
    }
  }

  /** The same of a B that is stored as {@code [n, k]}. */
  static void packTransposed(
      int k,
      int n,
      float[] b,
      int bOffset,
      int ldb,
      float[] out,
      int outOffset,
      int height,
      int first,
      Transpose transpose) {
    int width;
    for (int j = 0; j < n; j += width) {
      width = width(n - j);
      int columns = Math.min(width, n - j);
      int to = outOffset + j * height + first * width;
      packTransposed(k, columns, width, b, bOffset + j * ldb, ldb, out, to, transpose);
    }
  }

  /** One panel, of a B that is stored as {@code [columns, k]}; {@code width} is whole vectors. */
  static void packTransposed(
      int k,
      int columns,
      int width,
      float[] b,
      int from,
      int ldb,
      float[] out,
      int to,
      Transpose transpose) {
    int wholeColumns = columns / LANES * LANES;
    int wholeRows = k / LANES * LANES;
    for (int c = 0; c < wholeColumns; c += LANES) {
      for (int p = 0; p < wholeRows; p += LANES) {
        transpose.square(b, from + c * ldb + p, ldb, out, to + p * width + c, width);
      }
    }
    edge(wholeRows, k, 0, columns, width, b, from, ldb, out, to);
    edge(0, wholeRows, wholeColumns, columns, width, b, from, ldb, out, to);
  }

  private static void packTwo(int k, float[] b, int from, int ldb, float[] out, int to) {
    for (int p = 0; p < k; p++) {
      int f = from + p * ldb;
      int t = to + p * 2 * LANES;
      FloatVector.fromArray(SPECIES, b, f).intoArray(out, t);
      FloatVector.fromArray(SPECIES, b, f + LANES).intoArray(out, t + LANES);
    }
  }

  private static void packOne(int k, float[] b, int from, int ldb, float[] out, int to) {
    for (int p = 0; p < k; p++) {
      FloatVector.fromArray(SPECIES, b, from + p * ldb).intoArray(out, to + p * LANES);
    }
  }

  /** Zeros beyond {@code columns}. What a vector reads beyond them may lie beyond the array. */
  private static void packRagged(
      int k, int columns, int width, float[] b, int from, int ldb, float[] out, int to) {
    int last = width - LANES;
    int reach = b.length - from - width;
    int whole = reach < 0 ? 0 : Math.min(k, reach / Math.max(1, ldb) + 1);
    var mask = SPECIES.indexInRange(last, columns);
    var zero = FloatVector.zero(SPECIES);
    for (int p = 0; p < whole; p++) {
      int f = from + p * ldb;
      int t = to + p * width;
      if (last > 0) FloatVector.fromArray(SPECIES, b, f).intoArray(out, t);
      zero.blend(FloatVector.fromArray(SPECIES, b, f + last), mask).intoArray(out, t + last);
    }
    for (int p = whole; p < k; p++) {
      int t = to + p * width;
      System.arraycopy(b, from + p * ldb, out, t, columns);
      Arrays.fill(out, t + columns, t + width, 0);
    }
  }

  /** What is left of a transposed panel, value by value: zeros beyond {@code columns}. */
  private static void edge(
      int firstRow,
      int rows,
      int firstColumn,
      int columns,
      int width,
      float[] b,
      int from,
      int ldb,
      float[] out,
      int to) {
    for (int j = firstColumn; j < width; j++) {
      for (int p = firstRow; p < rows; p++) {
        out[to + p * width + j] = j < columns ? b[from + j * ldb + p] : 0;
      }
    }
  }

  /** Packs {@code columns} of a left-hand matrix stored as {@code [count, columns]}. */
  static void packColumns(int count, int columns, float[] a, int from, int lda, float[] out) {
    for (int r = 0; r < Tuning.PACKED_ROWS; r += LANES) {
      if (columns - r >= LANES) {
        for (int q = 0; q < count; q++) {
          FloatVector.fromArray(SPECIES, a, from + q * lda + r)
              .intoArray(out, q * Tuning.PACKED_ROWS + r);
        }
      } else {
        var mask = SPECIES.indexInRange(r, columns);
        for (int q = 0; q < count; q++) {
          FloatVector.fromArray(SPECIES, a, from + q * lda + r, mask)
              .intoArray(out, q * Tuning.PACKED_ROWS + r);
        }
      }
    }
  }
}
