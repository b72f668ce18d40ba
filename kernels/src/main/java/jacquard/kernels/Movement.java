package jacquard.kernels;

/** Data movement between differently laid out arrays. */
public interface Movement {
  /**
   * Copies a box between strided arrays: {@code y[yOffset + sum(i_d * yStrides[d])] = x[xOffset +
   * sum(i_d * xStrides[d])]} for every index {@code i} below {@code dims}. Permutation, padding,
   * slicing, concatenation and broadcasting are all this copy.
   *
   * @param accumulate add to {@code y} instead of overwriting it; destinations must be distinct
   */
  void copy(
      int[] dims,
      float[] x,
      int xOffset,
      int[] xStrides,
      float[] y,
      int yOffset,
      int[] yStrides,
      boolean accumulate,
      Workspace workspace);

  /** {@code y[i] = value} for {@code i < n}. */
  void fill(int n, float value, float[] y, Workspace workspace);

  /** Rows of a table: {@code y[i, :] = table[indices[i], :]}, {@code y[count, width]}. */
  void gather(int count, int width, float[] table, int[] indices, float[] y, Workspace workspace);

  /**
   * The gradient of {@link #gather}: {@code dTable[indices[i], :] += dy[i, :]}, in ascending {@code
   * i} for every row.
   */
  void scatterAdd(
      int count, int width, float[] dy, int[] indices, float[] dTable, Workspace workspace);
}
