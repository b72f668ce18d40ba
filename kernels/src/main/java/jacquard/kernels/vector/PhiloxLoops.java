package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jacquard.kernels.Philox;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The words of {@link Philox}, a block in each long lane, and the dropout that consumes them. */
final class PhiloxLoops {
  private static final VectorSpecies<Long> LONGS = SPECIES.withLanes(long.class);
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
  private static final long LOW = 0xFFFFFFFFL;

  /** Blocks at a time, and their words. */
  private static final int BLOCKS = LONGS.length();

  private static final int WORDS = 4 * BLOCKS;

  /** Interleave words 0 and 1 of every block with its words 2 and 3: lower and upper half. */
  private static final VectorShuffle<Integer> LOWER = interleave(0);

  private static final VectorShuffle<Integer> UPPER = interleave(BLOCKS / 2);

  private PhiloxLoops() {}

  private static VectorShuffle<Integer> interleave(int firstBlock) {
    return VectorShuffle.fromOp(
        INTS, i -> 2 * (firstBlock + i / 4) + i % 2 + (i % 4 < 2 ? 0 : INTS.length()));
  }

  /** Writes words {@code 4 * block} and on of a stream; {@code count} is rounded up to blocks. */
  static void words(long seed, long stream, long block, int count, int[] words) {
    for (int i = 0; i < count; i += WORDS) blocks(seed, stream, block + i / 4, words, i);
  }

  /** As {@code Philox.block}; the upper halves of the counters are junk that the masks remove. */
  private static void blocks(long seed, long stream, long block, int[] words, int at) {
    long k0 = seed;
    long k1 = seed >>> 32;
    var c0 = LongVector.broadcast(LONGS, block).addIndex(1);
    var c1 = c0.lanewise(LSHR, 32);
    var c2 = LongVector.broadcast(LONGS, stream);
    var c3 = c2.lanewise(LSHR, 32);
    for (int round = 0; round < 10; round++) {
      var p0 = c0.and(LOW).mul(0xD2511F53L);
      var p1 = c2.and(LOW).mul(0xCD9E8D57L);
      c0 = p1.lanewise(LSHR, 32).lanewise(XOR, c1).lanewise(XOR, k0);
      c1 = p1;
      c2 = p0.lanewise(LSHR, 32).lanewise(XOR, c3).lanewise(XOR, k1);
      c3 = p0;
      k0 += 0x9E3779B9L;
      k1 += 0xBB67AE85L;
    }
    var w01 = c0.and(LOW).or(c1.lanewise(LSHL, 32)).reinterpretAsInts();
    var w23 = c2.and(LOW).or(c3.lanewise(LSHL, 32)).reinterpretAsInts();
    w01.rearrange(LOWER, w23).intoArray(words, at);
    w01.rearrange(UPPER, w23).intoArray(words, at + LANES);
  }

  /** {@code y[at + i] = (words[i] >>> 8) * 2^-24 >= rate ? x[at + i] * scale : 0}, i below n. */
  static void drop(float rate, float scale, int[] words, float[] x, float[] y, int at, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      var word = IntVector.fromArray(INTS, words, i);
      var uniform = ((FloatVector) word.lanewise(LSHR, 8).convert(I2F, 0)).mul(0x1p-24f);
      fromArray(SPECIES, x, at + i)
          .mul(scale)
          .blend(0, uniform.compare(LT, rate))
          .intoArray(y, at + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      var word = IntVector.fromArray(INTS, words, i);
      var uniform = ((FloatVector) word.lanewise(LSHR, 8).convert(I2F, 0)).mul(0x1p-24f);
      fromArray(SPECIES, x, at + i, mask)
          .mul(scale)
          .blend(0, uniform.compare(LT, rate))
          .intoArray(y, at + i, mask);
    }
  }
}
