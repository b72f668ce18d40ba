package jacquard.kernels;

/**
 * The counter-based generator Philox 4x32-10 (Salmon et al. 2011, section 3.3): a block of four
 * 32-bit words is a pure function of a key (the seed) and a 128-bit counter (stream, position), so
 * any part of any stream can be drawn anywhere, in any order, on any thread.
 */
public final class Philox {
  private final long seed;
  private final long stream;
  private long position;
  private final int[] block = new int[4];

  /** The start of a stream. */
  public Philox(long seed, long stream) {
    this.seed = seed;
    this.stream = stream;
  }

  /** Writes block {@code index} of a stream to {@code out[offset .. offset + 3]}. */
  public static void block(long seed, long stream, long index, int[] out, int offset) {
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    int c0 = (int) index;
    int c1 = (int) (index >>> 32);
    int c2 = (int) stream;
    int c3 = (int) (stream >>> 32);
    for (int round = 0; round < 10; round++) {
      long p0 = (c0 & 0xFFFFFFFFL) * 0xD2511F53L;
      long p1 = (c2 & 0xFFFFFFFFL) * 0xCD9E8D57L;
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    out[offset] = c0;
    out[offset + 1] = c1;
    out[offset + 2] = c2;
    out[offset + 3] = c3;
  }

  /** The next 32 random bits. */
  public int nextInt() {
    int lane = (int) (position & 3);
    if (lane == 0) block(seed, stream, position >>> 2, block, 0);
    position++;
    return block[lane];
  }

  /**
   * A uniform integer in {@code [0, bound)}, without bias (Lemire 2019).
   *
   * @throws IllegalArgumentException if {@code bound < 1}
   */
  public int nextInt(int bound) {
    if (bound < 1) throw new IllegalArgumentException("bound must be positive: " + bound);
    int threshold = Integer.remainderUnsigned(-bound, bound);
    while (true) {
      long product = (nextInt() & 0xFFFFFFFFL) * bound;
      if (Integer.compareUnsigned((int) product, threshold) >= 0) return (int) (product >>> 32);
    }
  }

  /** A uniform float in {@code [0, 1)}, a multiple of 2^-24. */
  public float nextFloat() {
    return (nextInt() >>> 8) * 0x1p-24f;
  }

  /** A standard normal value (Box and Muller 1958), from two draws. */
  public float nextGaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextFloat()));
    return (float) (radius * StrictMath.cos(2 * StrictMath.PI * nextFloat()));
  }

  /** A random order of {@code 0 .. n - 1} (Fisher and Yates). */
  public int[] permutation(int n) {
    var order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
