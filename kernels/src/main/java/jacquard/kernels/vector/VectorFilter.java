package jacquard.kernels.vector;

import jacquard.kernels.PackedFilter;

/**
 * Weights as one of the algorithms reads them.
 *
 * @param algorithm which
 * @param data the weights
 */
record VectorFilter(ConvAlgorithm algorithm, float[] data) implements PackedFilter {
  @Override
  public long bytes() {
    return (long) Float.BYTES * data.length;
  }

  @Override
  public boolean fusesMaxPool() {
    return switch (algorithm) {
      case DEPTHWISE, TAPS, WINOGRAD -> true;
      case PRODUCT, STRIPS -> false;
    };
  }
}
