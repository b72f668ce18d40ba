package jacquard.kernels.vector;

/**
 * How sums over the rows of {@code [rows, c]} are cut, by the shape alone: into chunks of rows
 * whose sums are merged in index order, whatever thread computed them. Rows narrower than {@link
 * RowSums#WIDTH} are taken several at a time, as one of {@code copies * c}, so that vectors are
 * full.
 */
final class RowChunks {
  /** Values in a chunk; 64 KB stays in L2, where a second pass finds it. */
  private static final int VALUES = 1 << 14;

  /** At least so many rows in a chunk, or the merging would cost as much as the sums. */
  private static final int ROWS = 16;

  int copies;
  int width;
  int count;
  private int total;
  private long size;

  void set(int rows, int c) {
    copies = Math.max(1, Math.ceilDiv(RowSums.WIDTH, c));
    width = copies * c;
    total = rows * c;
    size = (long) width * Math.max(ROWS, VALUES / width);
    count = Math.max(1, (int) Math.ceilDiv(total, size));
  }

  /** Where a chunk begins. */
  int from(int chunk) {
    return (int) Math.min(total, chunk * size);
  }

  /** Adds up what the copies of a column have summed: {@code column[j]}, {@code c} apart. */
  double fold(float[] sums, int j) {
    double sum = 0;
    for (int i = j; i < width; i += width / copies) sum += sums[i];
    return sum;
  }

  /** Copies the first {@code c} values behind themselves, to {@code copies * c}. */
  void repeat(float[] values) {
    int c = width / copies;
    for (int i = c; i < width; i += c) System.arraycopy(values, 0, values, i, c);
  }
}
