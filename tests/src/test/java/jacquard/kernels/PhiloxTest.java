package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhiloxTest {
  /** The known answers of Random123 ({@code kat_vectors}, philox4x32 with 10 rounds). */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0000000000000000, 0000000000000000, 6627e8d5e169c58dbc57ac4c9b00dbd8",
    "ffffffffffffffff, ffffffffffffffff, ffffffffffffffff, 408f276d41c83b0ea20bc7c66d5451fd",
    "299f31d0a4093822, 0370734413198a2e, 85a308d3243f6a88, d16cfe0994fdcceb5001e42024126ea1"
  })
  void blocksAreTheKnownAnswers(String seed, String stream, String index, String answer) {
    var block = new int[6];
    Philox.block(bits(seed), bits(stream), bits(index), block, 1);
    var hex = new StringBuilder();
    for (int i = 1; i <= 4; i++) hex.append("%08x".formatted(block[i]));
    assertEquals(answer, hex.toString());
    assertEquals(0, block[0] | block[5]);
  }

  private static long bits(String hex) {
    return Long.parseUnsignedLong(hex, 16);
  }

  @Test
  void aStreamIsItsBlocksInOrder() {
    var philox = new Philox(7, 3);
    var expected = new int[12];
    for (int i = 0; i < 3; i++) Philox.block(7, 3, i, expected, 4 * i);
    assertArrayEquals(expected, IntStream.generate(philox::nextInt).limit(12).toArray());
  }

  @Test
  void seedsAndStreamsDiffer() {
    assertTrue(new Philox(1, 0).nextInt() != new Philox(2, 0).nextInt());
    assertTrue(new Philox(1, 0).nextInt() != new Philox(1, 1).nextInt());
  }

  /** Every count within five standard deviations of its mean. */
  @ParameterizedTest
  @ValueSource(ints = {2, 7, 10, 64})
  void boundedIntegersAreUniform(int bound) {
    var philox = new Philox(11, bound);
    var counts = new int[bound];
    int n = 100_000;
    for (int i = 0; i < n; i++) counts[philox.nextInt(bound)]++;
    double mean = (double) n / bound;
    for (int count : counts) assertEquals(mean, count, 5 * Math.sqrt(mean));
  }

  /** Without rejection the multiples of three would be 3 in 8, not 1 in 3. */
  @Test
  void largeBoundsAreNotBiased() {
    int bound = 3 << 29;
    var philox = new Philox(5, 0);
    int low = 0;
    int n = 60_000;
    for (int i = 0; i < n; i++) {
      int value = philox.nextInt(bound);
      assertTrue(value >= 0 && value < bound);
      if (value % 3 == 0) low++;
    }
    assertEquals(n / 3.0, low, 5 * Math.sqrt(n * 2 / 9.0));
  }

  @Test
  void aBoundOfNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Philox(0, 0).nextInt(0));
  }

  @Test
  void floatsFillTheUnitInterval() {
    var philox = new Philox(13, 0);
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      float value = philox.nextFloat();
      assertTrue(value >= 0 && value < 1);
      sum += value;
      squares += value * value;
    }
    assertEquals(0.5, sum / n, 5 / Math.sqrt(12.0 * n));
    assertEquals(1 / 3.0, squares / n, 5 * Math.sqrt(4 / 45.0 / n));
  }

  /** Moments of a standard normal: 0, 1, 0, 3. */
  @Test
  void gaussiansHaveTheMomentsOfAStandardNormal() {
    var philox = new Philox(17, 0);
    int n = 100_000;
    var moments = new double[5];
    for (int i = 0; i < n; i++) {
      double value = philox.nextGaussian();
      for (int m = 1; m <= 4; m++) moments[m] += Math.pow(value, m) / n;
    }
    double deviation = 5 / Math.sqrt(n);
    assertEquals(0, moments[1], deviation);
    assertEquals(1, moments[2], deviation * Math.sqrt(2));
    assertEquals(0, moments[3], deviation * Math.sqrt(15));
    assertEquals(3, moments[4], deviation * Math.sqrt(96));
  }

  @Test
  void permutationsHoldEveryIndexOnce() {
    var philox = new Philox(19, 0);
    for (int n : new int[] {0, 1, 2, 17, 1000}) {
      var order = philox.permutation(n);
      assertArrayEquals(IntStream.range(0, n).toArray(), Arrays.stream(order).sorted().toArray());
    }
  }

  @Test
  void permutationsAreUniform() {
    var philox = new Philox(23, 0);
    var counts = new int[64];
    int n = 60_000;
    for (int i = 0; i < n; i++) {
      var order = philox.permutation(3);
      counts[order[0] * 16 + order[1] * 4 + order[2]]++;
    }
    var seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertEquals(6, seen.length);
    for (int count : seen) assertEquals(n / 6.0, count, 5 * Math.sqrt(n / 6.0));
  }
}
