package jacquard.kernels.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of contiguous values, in an order that the number of lanes does not change: {@link #WIDTH}
 * virtual lanes, element {@code i} in lane {@code i % WIDTH}, are summed by a fixed tree.
 */
final class RowSums {
  static final int WIDTH = 64;

  /** Every machine has vectors of four; no tree is faster for being wider. */
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

  private RowSums() {}

  /** The sum of {@code x[offset, offset + n)}. */
  static float sum(float[] x, int offset, int n, float[] lanes) {
    ColumnSums.sum(x, offset, n, WIDTH, lanes);
    return tree(n, lanes);
  }

  /** The sum of {@code (x - center)^2}; {@code scratch[2 * WIDTH]}. */
  static float squares(float[] x, int offset, int n, float center, float[] scratch) {
    Arrays.fill(scratch, WIDTH, 2 * WIDTH, center);
    ColumnSums.squares(x, offset, n, WIDTH, scratch, WIDTH, scratch);
    return tree(n, scratch);
  }

  /** Halves the lanes again and again; those from {@code n} on are known to be zero. */
  static float tree(int n, float[] lanes) {
    int half = WIDTH / 2;
    while (half >= n && half > 2) half /= 2;
    for (; half > 2; half /= 2) {
      for (int i = 0; i < half; i += FOUR.length()) {
        FloatVector.fromArray(FOUR, lanes, i)
            .add(FloatVector.fromArray(FOUR, lanes, half + i))
            .intoArray(lanes, i);
      }
    }
    return lanes[0] + lanes[2] + (lanes[1] + lanes[3]);
  }
}
