package jacquard.kernels.vector;

import jdk.incubator.vector.FloatVector;

/** Thresholds and block sizes, and how they were measured. */
final class Tuning {
  static final int PANEL_VECTORS = FloatVector.SPECIES_PREFERRED.length() == 8 ? 2 : 4;
  static final int TILE_ROWS = 4;
  static final int PACKED_ROWS = 16;
  static final int DEPTH = Integer.getInteger("KC", 512);
  static final int BLOCK = Integer.getInteger("BLOCK", 64 * 1024);
  static final int GRADIENT_PIXELS = Integer.getInteger("GP", 256);
  static final int GRADIENT_SUMS = 1 << 20;
  static final int GRADIENT_CHUNKS = 32;
  static final long GEMM_MIN_WORK = 1 << 20;
  static final long CONVOLUTION_MIN_WORK = 1 << 20;
  static final int STRIP_PIXELS = 24;
  static final int STRIP_PIXELS_LARGE = 96;
  static final int WINOGRAD_TILES = Integer.getInteger("WT", 32);
  static final int WINOGRAD_GRADIENT_TILES = Integer.getInteger("WG", 32);
  static final int WINOGRAD_SIDE = 3;
  static final int TAP_CHANNELS = 4;
  static final int TAP_VALUES = 16 * 1024;

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
