package jacquard.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The packed form of the right-hand matrix {@code [k, n]}: column panels as wide as the register
 * tile, each {@code [k, width]}, so that the tile reads B as one stream. The last columns stand in
 * panels of 2 and 1 vectors, the very last one padded with zeros: no tile multiplies padding that
 * fills a vector. As widths add up, the panel of column {@code j} starts at {@code j * k}.
 */
final class Panels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Columns in a full panel. */
  static final int WIDTH = Tuning.PANEL_VECTORS * LANES;

  private Panels() {}

  /** The width of the next panel where {@code columns} remain. */
  static int width(int columns) {
    if (columns > WIDTH - LANES) return WIDTH;
    return columns > LANES ? 2 * LANES : LANES;
  }

  /** Columns including padding. */
  static int padded(int n) {
    return (n + LANES - 1) / LANES * LANES;
  }

  /** Packs {@code op(B)[k, n]}, which starts at {@code b[bOffset]}. */
  static void pack(
      boolean transB, int k, int n, float[] b, int bOffset, int ldb, float[] out, int outOffset) {
    pack(transB, k, n, b, bOffset, ldb, out, outOffset, k, 0);
  }

  /** Packs rows {@code first .. first + k} of panels that have {@code height} rows. */
  static void pack(
      boolean transB,
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
      if (transB) {
        packTransposed(k, columns, width, b, bOffset + j * ldb, ldb, out, to);
      } else {
        packPanel(k, columns, width, b, bOffset + j, ldb, out, to);
      }
    }
  }

  private static void packPanel(
      int k, int columns, int width, float[] b, int from, int ldb, float[] out, int to) {
    int whole = SPECIES.loopBound(columns);
    for (int p = 0; p < k; p++) {
      for (int j = 0; j < whole; j += LANES) {
        FloatVector.fromArray(SPECIES, b, from + p * ldb + j).intoArray(out, to + p * width + j);
      }
    }
    if (whole == columns) return;
    var mask = SPECIES.indexInRange(whole, columns);
    for (int p = 0; p < k; p++) {
      FloatVector.fromArray(SPECIES, b, from + p * ldb + whole, mask)
          .intoArray(out, to + p * width + whole);
    }
  }

  private static void packTransposed(
      int k, int columns, int width, float[] b, int from, int ldb, float[] out, int to) {
    for (int j = 0; j < width; j++) {
      for (int p = 0; p < k; p++) {
        out[to + p * width + j] = j < columns ? b[from + j * ldb + p] : 0;
      }
    }
  }
}
