package jacquard.kernels.vector;

/** Thresholds and block sizes, and how they were measured. */
final class Tuning {
  static final int OPTIMIZER_MIN_ELEMENTS = 1 << 15;

  static final int POOLING_MIN_READS = 1 << 16;

  static final int MOVEMENT_MIN_ELEMENTS = 1 << 16;
  static final int TRANSPOSE_BLOCK = 16;

  static final int ELEMENTWISE_MIN_ELEMENTS = 1 << 16;
  static final int DROPOUT_MIN_ELEMENTS = 1 << 14;

  static final int REDUCTION_MIN_ELEMENTS = 1 << 16;
  static final int SOFTMAX_MIN_ELEMENTS = 1 << 14;
  static final int NORMALIZATION_MIN_ELEMENTS = 1 << 15;

  private Tuning() {}
}
