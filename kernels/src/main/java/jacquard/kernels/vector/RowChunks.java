package jacquard.kernels.vector;

/**
 * How sums over the rows of {@code [rows, c]} are cut, by the shape alone: into chunks of rows
 * whose sums are merged in index order, whatever thread computed them. Rows narrower than {@link
 * RowSums#WIDTH} are taken several at a time, as one of {@code copies * c}, so that vectors are
 * full.
 */
final class RowChunks {
  /** Rows that are taken as one, and how wide that is. */
  private int copies;

  int width;

  /** Chunks. */
  int count;

  private int total;
  private long size;

  void set(int rows, int c) {
    copies = Math.max(1, Math.ceilDiv(RowSums.WIDTH, c));
    width = copies * c;
    total = rows * c;
    size = (long) width * Math.max(Tuning.CHUNK_ROWS, Tuning.CHUNK / width);
    count = Math.max(1, (int) Math.ceilDiv(total, size));
  }

  /** Where a chunk begins. */
  int from(int chunk) {
    return (int) Math.min(total, chunk * size);
  }

  /** Adds up what the copies of column {@code j} have summed, {@code c} apart. */
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
