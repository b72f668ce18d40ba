package jacquard.optimize.tune.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * Points that fill the unit cube evenly (Sobol 1967), made with the primitive polynomials and
 * direction numbers of Joe and Kuo (2008, "Constructing Sobol sequences with better two-dimensional
 * projections", file {@code new-joe-kuo-6.21201}; see {@code joe-kuo-64.txt}).
 */
final class SobolSequence {
  /** How many dimensions there are. */
  static final int DIMENSIONS = 64;

  private static final int BITS = 32;
  private static final int[][] DIRECTIONS = load();

  private SobolSequence() {}

  /**
   * A coordinate of a point, as a fraction of 2^32 (Antonov and Saleev's Gray code is not needed:
   * points are made one at a time, each by the bits of its index).
   */
  static int bits(int index, int dimension) {
    int bits = 0;
    var directions = DIRECTIONS[dimension];
    for (int rest = index, k = 0; rest != 0; rest >>>= 1, k++) {
      if ((rest & 1) != 0) bits ^= directions[k];
    }
    return bits;
  }

  /**
   * A coordinate after nested uniform scrambling (Owen 1995): each bit is flipped or not by a hash
   * of the bits above it, so every point is uniform by itself and together they stay even.
   *
   * @return in {@code (0, 1)}
   */
  static double scrambled(int index, int dimension, long seed) {
    int bits = bits(index, dimension);
    long state = mix(seed ^ mix(dimension + 1L));
    int result = 0;
    for (int k = BITS - 1; k >= 0; k--) {
      long above = (bits & 0xFFFFFFFFL) >>> (k + 1);
      long flip = mix(state + above * 64 + k) >>> 63;
      result |= (((bits >>> k) & 1) ^ (int) flip) << k;
    }
    return ((result & 0xFFFFFFFFL) + 0.5) * 0x1p-32;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long z) {
    z += 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static int[][] load() {
    var directions = new int[DIMENSIONS][BITS];
    for (int k = 0; k < BITS; k++) directions[0][k] = 1 << (BITS - 1 - k); // van der Corput
    try (var in = SobolSequence.class.getResourceAsStream("joe-kuo-64.txt");
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> read(new StringTokenizer(line), directions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directions;
  }

  /** One line: dimension d (from 1), degree s, inner coefficients a, initial m_1 ... m_s. */
  private static void read(StringTokenizer line, int[][] directions) {
    var v = directions[Integer.parseInt(line.nextToken()) - 1];
    int s = Integer.parseInt(line.nextToken());
    int a = Integer.parseInt(line.nextToken());
    for (int k = 0; k < s; k++) v[k] = Integer.parseInt(line.nextToken()) << (BITS - 1 - k);
    for (int k = s; k < BITS; k++) {
      v[k] = v[k - s] ^ (v[k - s] >>> s);
      for (int j = 1; j < s; j++) if (((a >> (s - 1 - j)) & 1) != 0) v[k] ^= v[k - j];
    }
  }
}
