package jacquard.optimize.tune.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SobolSequenceTest {
  /** Expected values are those of SciPy 1.17 (which counts in Gray code), as parts of 2^32. */
  @ParameterizedTest
  @CsvSource({
    "7, 0, 3758096384",
    "7, 1, 3758096384",
    "7, 2, 536870912",
    "7, 9, 536870912",
    "7, 20, 2684354560",
    "7, 33, 1610612736",
    "7, 47, 2684354560",
    "7, 63, 2684354560",
    "540, 0, 943718400",
    "540, 1, 415236096",
    "540, 2, 2227175424",
    "540, 9, 297795584",
    "540, 20, 2243952640",
    "540, 33, 2545942528",
    "540, 47, 3946840064",
    "540, 63, 1916796928"
  })
  void pointsAreTheKnownOnes(int index, int dimension, long bits) {
    assertThat(SobolSequence.bits(index, dimension) & 0xFFFFFFFFL).isEqualTo(bits);
  }

  @Test
  void scramblingKeepsEveryProjectionEven() {
    int n = 256;
    for (int dimension = 0; dimension < SobolSequence.DIMENSIONS; dimension++) {
      var hit = new BitSet();
      for (int i = 0; i < n; i++) hit.set((int) (n * SobolSequence.scrambled(i, dimension, 5)));
      assertThat(hit.cardinality()).isEqualTo(n);
    }
  }

  /** The first two dimensions are a (0, 8, 2)-net: every box of area 1/256 holds one point. */
  @Test
  void scramblingKeepsTheNet() {
    int n = 256;
    for (int width = 1; width <= n; width *= 2) {
      var hit = new BitSet();
      for (int i = 0; i < n; i++) {
        int column = (int) (width * SobolSequence.scrambled(i, 0, 7));
        int row = (int) (n / width * SobolSequence.scrambled(i, 1, 7));
        hit.set(column * (n / width) + row);
      }
      assertThat(hit.cardinality()).isEqualTo(n);
    }
  }

  /** Each point alone is uniform over the seeds: the mean of 4,096 within five deviations. */
  @Test
  void scrambledPointsAreUniform() {
    for (int index : new int[] {0, 1, 77}) {
      double mean =
          IntStream.range(0, 4096)
              .mapToDouble(seed -> SobolSequence.scrambled(index, 3, seed))
              .average()
              .orElseThrow();
      assertThat(mean).isBetween(0.5 - 5 * 0.2887 / 64, 0.5 + 5 * 0.2887 / 64);
    }
  }
}
