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

  /** Elements of a function that memory bounds: 0.08 to 0.11 ns each in L2. */
  static final int ELEMENTWISE_MIN_ELEMENTS = 1 << 16;

  /** Elements of a function with an exponential or logarithm: 0.27 to 0.6 ns each. */
  static final int TRANSCENDENTAL_MIN_ELEMENTS = 1 << 14;

  /** Elements to draw for: 0.85 ns each. */
  static final int DROPOUT_MIN_ELEMENTS = 1 << 13;

  /** Elements to sum, 0.06 ns each, or to compare. */
  static final int REDUCTION_MIN_ELEMENTS = 1 << 16;

  /** Elements of rows, 0.5 ns each, where each row counts as {@link #ROW_ELEMENTS} more. */
  static final int ROWS_MIN_ELEMENTS = 1 << 13;

  /** What is done once for a row of a softmax or layer norm takes 40 to 60 ns. */
  static final int ROW_ELEMENTS = 64;

  /** Elements of batch norm: 0.1 ns each to normalise, 0.33 ns to differentiate. */
  static final int NORMALIZATION_MIN_ELEMENTS = 1 << 15;

  /** Copies of a repeated value or of a short row: 2 KB that stay in L1. */
  static final int BROADCAST_TILE = 512;

  /** Random words at a time; 4 KB stay in L1 until they are used. */
  static final int DROPOUT_TILE = 1024;

  /** Values that are summed in one go: 64 KB stay in L2, where a second pass finds them. */
  static final int CHUNK = 1 << 14;

  /** At least so many rows in a chunk, or merging the sums would cost as much as summing. */
  static final int CHUNK_ROWS = 16;

  private Tuning() {}
}
