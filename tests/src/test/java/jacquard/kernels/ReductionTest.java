package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jacquard.kernels.scalar.ScalarReduction;
import jacquard.kernels.vector.VectorReduction;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReductionTest {
  private static final float INF = Float.POSITIVE_INFINITY;

  /** Outer, length, inner: below, at and above a vector, a folded row, a chunk. */
  private static final int[][] SHAPES = {
    {1, 1, 1},
    {3, 0, 5},
    {2, 5, 1},
    {1, 63, 1},
    {3, 64, 1},
    {2, 65, 1},
    {1, 100_003, 1},
    {1, 7, 3},
    {2, 50, 10},
    {1, 40_001, 3},
    {1, 9_000, 10},
    {3, 49, 64},
    {1, 1_000, 33},
    {2, 300, 130},
    {1, 3, 40_000},
    {500, 10, 1}
  };

  static Stream<Reduction> tiers() {
    return Stream.of(new ScalarReduction(), new VectorReduction());
  }

  private final Random random = new Random(1);
  private final Workspace workspace = Workspace.inline();

  @ParameterizedTest
  @MethodSource("tiers")
  void sumsAreAccurate(Reduction kernels) {
    for (var shape : SHAPES) {
      int length = shape[1];
      int inner = shape[2];
      var x = KernelCase.values(random, shape[0] * length * inner);
      var y = new float[shape[0] * inner];
      kernels.sum(shape[0], length, inner, x, y, workspace);
      for (int i = 0; i < y.length; i++) {
        double sum = 0;
        double magnitude = 0;
        for (int l = 0; l < length; l++) {
          float v = x[(i / inner * length + l) * inner + i % inner];
          sum += v;
          magnitude += Math.abs(v);
        }
        assertEquals(sum, y[i], 1e-6 * magnitude);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void maximaAreFoundWhereTheyFirstStand(Reduction kernels) {
    for (var shape : SHAPES) {
      int length = shape[1];
      int inner = shape[2];
      if (length == 0) continue;
      var x = new float[shape[0] * length * inner];
      for (int i = 0; i < x.length; i++) x[i] = random.nextInt(20) - 10; // many are equal
      var max = new float[shape[0] * inner];
      var index = new int[shape[0] * inner];
      kernels.max(shape[0], length, inner, x, max, workspace);
      kernels.argmax(shape[0], length, inner, x, index, workspace);
      for (int i = 0; i < max.length; i++) {
        int best = 0;
        int first = i / inner * length * inner + i % inner;
        for (int l = 1; l < length; l++) {
          if (x[first + l * inner] > x[first + best * inner]) best = l;
        }
        assertEquals(best, index[i]);
        assertEquals(x[first + best * inner], max[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void infinitiesAreOrderedAndNanWins(Reduction kernels) {
    assertMaximum(kernels, -INF, 0, -INF, -INF, -INF);
    assertMaximum(kernels, INF, 2, 1, -INF, INF, 3, INF);
    assertMaximum(kernels, Float.NaN, 1, INF, Float.NaN, 3, Float.NaN);
    assertMaximum(kernels, -1, 1, -2, -1, -INF);
    assertMaximum(kernels, 0, 0, -0f, 0f, -1);
  }

  private void assertMaximum(Reduction kernels, float expected, int index, float... x) {
    for (int inner : new int[] {1, 19}) {
      var repeated = new float[x.length * inner];
      for (int i = 0; i < repeated.length; i++) repeated[i] = x[i / inner];
      var max = new float[inner];
      var at = new int[inner];
      kernels.max(1, x.length, inner, repeated, max, workspace);
      kernels.argmax(1, x.length, inner, repeated, at, workspace);
      for (int i = 0; i < inner; i++) {
        assertEquals(expected, max[i]);
        assertEquals(index, at[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void squaresAreSummedInDoublePrecision(Reduction kernels) {
    for (int n : new int[] {0, 1, 31, 32, 33, 1000, 16_384, 50_001}) {
      var x = KernelCase.values(random, n);
      double sum = 0;
      for (float v : x) sum += (double) v * v;
      assertEquals(sum, kernels.sumOfSquares(n, x, workspace), 1e-13 * sum);
    }
    assertEquals(2e60, kernels.sumOfSquares(2, new float[] {1e30f, 1e30f}, workspace), 1e54);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void arraysMayBeLongerThanTheirContent(Reduction kernels) {
    var x = new float[100];
    x[6] = 5;
    var y = new float[] {9, 9, 9, 9};
    kernels.sum(1, 2, 3, x, y, workspace);
    assertArrayEquals(new float[] {0, 0, 0, 9}, y);
  }
}
