package jacquard.kernels;

/**
 * The right-hand matrix of a product, {@code [k, n]}, laid out as the tier that packed it reads it.
 * Immutable by convention.
 *
 * @param k rows
 * @param n columns
 * @param data column panels of {@code panel} columns, each {@code [k, panel]}; the last columns may
 *     stand in narrower panels, and the very last be padded with zeros. The panel that begins with
 *     column {@code j} starts at {@code j * k}
 * @param panel columns in a full panel
 * @param finite whether no value is infinite or NaN: only then may a zero on the left stand for its
 *     products
 */
public record PackedMatrix(int k, int n, float[] data, int panel, boolean finite) {
  /** Of values that are looked at. */
  public PackedMatrix(int k, int n, float[] data, int panel) {
    this(k, n, data, panel, isFinite(data));
  }

  private static boolean isFinite(float[] data) {
    for (float value : data) if (!Float.isFinite(value)) return false;
    return true;
  }
}
