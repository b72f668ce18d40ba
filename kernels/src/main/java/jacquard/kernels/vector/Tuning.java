package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;

/** Thresholds and block sizes, and how they were measured. */
final class Tuning {
  /*
   * Matrix products. The tile was chosen by a loop over packed B in L2, in GFLOP/s; A is read where
   * it lies, or packed. On Zen 4 (the peak of the core is 118 with 16 or 8 lanes and 59 with 4):
   *
   *   lanes, registers   2x2       4x2       6x2       8x2       4x4       6x3
   *   16, 32             80/86     107/110   106/111   106/112   113/113   103/113
   *   8, 16              53/53     95/95     105/49    59/59     48/56     48/51
   *   4, 32              26/27     47/48     41/53     45/47     54/55     53/55
   *
   * 6x2 with 8 lanes is at the mercy of the register allocator. On Zen 5, whose peak is about 215
   * with 16 lanes, 32 bytes of B a cycle are too many for L2, which 4x4 reads; 8x2 reads 16. In
   * turns on a busy machine, A where it lies, 4x4 and 8x2 reached 66 and 79 % of the peak with a
   * cube of 128, and 59 and 78 % with 512 (medians). In a quieter run, the 80th percentile:
   *
   *   size of the cube   8x2       12x2
   *   128                199/206   200/199
   *   256                203/211   202/184
   *   512                170/196   185/173
   *
   * 6x4 reads 21 bytes of B a cycle and fewer of A. Where sums start from nothing and A is read
   * where it lies, whole products with one thread on Zen 5, medians in turns, of cubes and of
   * A[256, 576] B[576, 64]:
   *
   *            64     128    256    512    1024   2048   256x576x64
   *   8x2      173    195    189    181    180    157    188
   *   6x4      182    189    191    189    185    177    195
   */

  /** AVX2 is what has 8 lanes, and 16 vector registers; everything else has 32. */
  static final boolean FEW_REGISTERS = LANES == 8;

  /** Vectors in a row of the tile. */
  static final int PANEL_VECTORS = 2;

  /** Rows of the tile. */
  static final int TILE_ROWS = FEW_REGISTERS ? 4 : 8;

  /** From so many rows on B is packed. */
  static final int FEW_ROWS = 4;

  /**
   * The most columns for which the transpose of a product is computed, and how deep it may be. With
   * 8 lanes or fewer 10 columns fill most of their vectors anyway.
   */
  static final int NARROW_COLUMNS = LANES == 16 ? SgemmTile10x2.COLUMNS : 0;

  static final int NARROW_DEPTH = LANES == 16 ? 1024 : 0;

  /**
   * The most values of a B that is read where it lies, of whole tiles: 16 KB. Packing takes 6 % of
   * a cube of 64; cubes of 192 are faster packed.
   */
  static final int IN_PLACE = FEW_REGISTERS ? 0 : 1 << 12;

  /** Columns of a transposed A that are packed side by side: a cache line. */
  static final int PACKED_ROWS = 16;

  /**
   * The longest run of k in one block, and the values in a block of B: 512 KB, half of L2. In
   * GFLOP/s for n = 512, 1024 and 2048, with huge pages: 111, 110, 105 when 512 deep with 256 KB;
   * 111, 108, 104 with 512 KB; 112, 110, 108 when 1024 deep with 512 KB. Without huge pages the
   * three lose 0 to 3, 3 to 10 and 5 to 11.
   */
  static final int DEPTH = 1024;

  static final int BLOCK = 128 * 1024;

  /*
   * Products with lane blocks left out.
   */

  /** Where 16 columns are one vector, rows of A are transposed in pairs. */
  static final boolean SPARSE_PAIRS = LANES == 16;

  /**
   * From so many kept blocks a row of B on that pays. 16 rows took as long with 1, and 0.81 to 0.92
   * of the time with 1.6 to 2 (Zen 5).
   */
  static final double SPARSE_REUSE = 1.5;

  /*
   * Products of 8-bit codes.
   */

  /**
   * How many products of codes, at most 255 * 128 each, a float adds up exactly: 2^24 / (255 * 128)
   * = 514, rounded down to a multiple of the lanes.
   */
  static final int EXACT_DEPTH = 512;

  /**
   * Fewer rows are multiplied one by one, straight from the codes: making floats of all weights
   * should take as long as a few rows do: not measured.
   */
  static final int STREAMED_ROWS = 8;

  /**
   * The share of a row's values that are not zero up to which the others are left out: a place that
   * is looked up costs as much as 1.6 of those that lie one behind the other.
   */
  static final double FEW_NON_ZEROS = 0.625;

  /** Rows of codes that pass by the weights at a time, which are expanded to floats for them. */
  static final int CODE_ROWS = 64;

  /** Columns at a time; with the rows 64 KB of sums. */
  static final int CODE_COLUMNS = 256;

  /*
   * Convolutions.
   */

  /**
   * Output pixels at a time whose strips are built, at least. From 12 to 192 the speed was the same
   * within 1 %: strips of 2 KB to 100 KB are read back from L1 or L2 fast enough.
   */
  static final int STRIP_PIXELS = 24;

  /** Output pixels at a time for a weight gradient: 64 gave 85 GFLOP/s, 128 to 512 gave 89-90. */
  static final int GRADIENT_PIXELS = 256;

  /**
   * Into how many chunks the images are divided for a weight gradient, and how many sums the chunks
   * may have together (4 MB). Many chunks keep many threads busy evenly; the sums of each have to
   * be added up in the end.
   */
  static final int GRADIENT_CHUNKS = 32;

  static final int GRADIENT_SUMS = 1 << 20;

  /**
   * Tiles at a time for Winograd. Their transforms and the weights should share L2, and they should
   * fill the rows of {@link SgemmTile6x4}. On Zen 5 with one thread, medians in turns, in GFLOP/s:
   *
   * <pre>
   *            14x14 32->64   28x28 64->64   14x14 64->64
   *   16       310            402            198
   *   24       334            435            231
   *   32       323            410            223
   *   48       326            425            221
   * </pre>
   */
  static final int WINOGRAD_TILES = 24;

  /**
   * The same for the gradient of the weights, whose sums are loaded and stored once for so many
   * tiles: 32, 64 and 96 gave 255, 268 and 267 with 32 to 64 channels of 14x14, and 387, 397 and
   * 412 with 64 of 28x28.
   */
  static final int WINOGRAD_GRADIENT_TILES = 64;

  /**
   * The smallest output side for Winograd. With 64 channels it was faster than strips even at 5x5
   * (3.8 us against 6.2) and 4x4 (3.7 against 10.8), with 16 channels at 28x28 (31 us against 60).
   * A 2x2 output would need the same 36 products.
   */
  static final int WINOGRAD_SIDE = 3;

  /** The most input channels that are convolved tap by tap; with 3, 65 GFLOP/s against 41. */
  static final int TAP_CHANNELS = 4;

  /**
   * Values of padded input at a time, for taps. Depthwise with 64 channels of 28x28 prefers the
   * whole image (27 GFLOP/s, 34 for the gradient) to a few rows (24 and 25), one channel does not
   * care.
   */
  static final int TAP_VALUES = 1 << 16;

  /*
   * In multiply-adds, twice: about 5 us of one thread. At half of it the second thread gains
   * nothing; cubes of 64 took 5.4 us with one thread and 3.2 with two on Zen 4. On Zen 5 they take
   * 2.9 with one, and with two 2.4 at best but 6 as soon as anything else runs.
   */
  static final long GEMM_MIN_WORK = 1 << 19;

  /** The same for floats, idle lanes included. */
  static final long FLOAT_GEMM_MIN_WORK = LANES == 16 ? 2 * GEMM_MIN_WORK : GEMM_MIN_WORK;

  /** The same for less than {@link #FEW_ROWS}, which take as long as reading B does. */
  private static final long FEW_ROWS_MIN_WORK = 1 << 18;

  /** From how much work on a product of so many rows is shared, if many rows are from that on. */
  static long minWork(int rows, long many) {
    return rows < FEW_ROWS ? FEW_ROWS_MIN_WORK : many;
  }

  /**
   * Threads take chunks of a large product as they get through them, so that one that is held up
   * holds up nobody: the work of a chunk, at least, and the most chunks to a thread. On a busy
   * machine two threads did a cube of 1024 at 281 GFLOP/s, and in two halves at 187.
   */
  static final long CHUNK_WORK = 1 << 23;

  static final int MOST_CHUNKS = 4;

  static final long CONVOLUTION_MIN_WORK = 1 << 19;

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
