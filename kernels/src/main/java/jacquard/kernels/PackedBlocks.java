package jacquard.kernels;

import java.util.Arrays;

/**
 * A right-hand matrix {@code [k, n]} without its blocks of zeros. A lane block is one row and 16
 * columns, on every machine: a panel of 16 columns has a list of the rows that it keeps, and their
 * values. Immutable by convention.
 *
 * @param k rows
 * @param n columns
 * @param starts where each panel's rows begin in {@code rows}; one more for the end
 * @param rows the rows that each panel keeps, ascending
 * @param values 16 for each of {@code rows}; beyond column {@code n} zeros
 */
public record PackedBlocks(int k, int n, int[] starts, int[] rows, float[] values) {
  /** Columns in a block. */
  public static final int WIDTH = 16;

  /** Leaves out the blocks of {@code w[k, n]} in which every value is 0. */
  public static PackedBlocks of(int k, int n, float[] w) {
    var starts = new int[Math.ceilDiv(n, WIDTH) + 1];
    var rows = new int[0];
    var values = new float[0];
    int count = 0;
    for (int panel = 0; panel < starts.length - 1; panel++) {
      int j = panel * WIDTH;
      int columns = Math.min(WIDTH, n - j);
      for (int p = 0; p < k; p++) {
        if (isZero(w, p * n + j, columns)) continue;
        if (count == rows.length) {
          rows = Arrays.copyOf(rows, 2 * count + WIDTH);
          values = Arrays.copyOf(values, rows.length * WIDTH);
        }
        System.arraycopy(w, p * n + j, values, count * WIDTH, columns);
        rows[count++] = p;
      }
      starts[panel + 1] = count;
    }
    return new PackedBlocks(
        k, n, starts, Arrays.copyOf(rows, count), Arrays.copyOf(values, count * WIDTH));
  }

  /**
   * The blocks of a convolution's weights {@code [kh, kw, c, k]}, as a matrix whose rows are in the
   * order (kw, kh, c).
   *
   * @throws IllegalArgumentException if the convolution has groups
   */
  public static PackedBlocks of(ConvShape s, float[] w) {
    if (s.groups() != 1) {
      throw new IllegalArgumentException(
          "blocks of a convolution with %d groups are not supported".formatted(s.groups()));
    }
    int size = s.c() * s.k();
    var ordered = new float[s.kh() * s.kw() * size];
    for (int tap = 0; tap < s.kh() * s.kw(); tap++) {
      int to = tap % s.kw() * s.kh() + tap / s.kw();
      System.arraycopy(w, tap * size, ordered, to * size, size);
    }
    return of(s.kh() * s.kw() * s.c(), s.k(), ordered);
  }

  private static boolean isZero(float[] w, int from, int count) {
    for (int i = from; i < from + count; i++) if (w[i] != 0) return false;
    return true;
  }

  /** The share of blocks that are kept, in [0, 1]. */
  public double density() {
    long all = (long) k * (starts.length - 1);
    return all == 0 ? 1 : (double) rows.length / all;
  }

  /** The memory of it, in bytes. */
  public long bytes() {
    return 4L * (starts.length + rows.length + values.length);
  }
}
