package jacquard.kernels.vector;

/** Thresholds and block sizes, and how they were measured. */
final class Tuning {
  /*
   * From how much work on a region is split between threads. Measured with two threads: a region
   * costs 0.3 us while the threads spin and 2 us when they have parked, and one thread does this
   * much in about 5 us. At half of it two threads are hardly faster (adam 4.8 us against 3.0, max
   * pooling 2.2 against 2.0), at twice of it they halve the time.
   */

  /** Elements of a parameter. */
  static final int OPTIMIZER_MIN_ELEMENTS = 1 << 15;

  /** Elements that all windows together read. */
  static final int POOLING_MIN_READS = 1 << 15;

  /** Elements moved: 0.07 ns each, but it takes two cores to fill the bandwidth of the caches. */
  static final int MOVEMENT_MIN_ELEMENTS = 1 << 16;

  static final int ELEMENTWISE_MIN_ELEMENTS = 1 << 16;
  static final int DROPOUT_MIN_ELEMENTS = 1 << 14;

  static final int REDUCTION_MIN_ELEMENTS = 1 << 16;
  static final int SOFTMAX_MIN_ELEMENTS = 1 << 14;
  static final int NORMALIZATION_MIN_ELEMENTS = 1 << 15;

  private Tuning() {}
}
