package jacquard.kernels.scalar;

import jacquard.kernels.PackedFilter;

/** The scalar tier's packed weights: a copy of {@code [kh, kw, c / groups, k]}. */
record ScalarFilter(float[] data) implements PackedFilter {
  @Override
  public long bytes() {
    return (long) Float.BYTES * data.length;
  }

  @Override
  public boolean fusesMaxPool() {
    return true;
  }
}
