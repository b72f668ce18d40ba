package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;

/**
 * Sums of contiguous values, in an order that the number of lanes does not change: {@link #WIDTH}
 * virtual lanes, element {@code i} in lane {@code i % WIDTH}, are summed by a fixed tree.
 */
final class RowSums {
  static final int WIDTH = 64;

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
    for (int half = WIDTH / 2; half >= 16; half /= 2) {
      for (int i = 0; half < n && i < half; i += LANES) {
        fromArray(SPECIES, lanes, i).add(fromArray(SPECIES, lanes, half + i)).intoArray(lanes, i);
      }
    }
    float a = lanes[0] + lanes[8] + (lanes[4] + lanes[12]);
    float b = lanes[2] + lanes[10] + (lanes[6] + lanes[14]);
    float c = lanes[1] + lanes[9] + (lanes[5] + lanes[13]);
    float d = lanes[3] + lanes[11] + (lanes[7] + lanes[15]);
    return a + b + (c + d);
  }
}
