package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Equally long runs of values: the channels of neighbouring pixels. */
final class Blocks {
  private Blocks() {}

  /** Copies {@code count} runs of {@code size} values; the strides lead from run to run. */
  static void copy(
      int count,
      int size,
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride) {
    if (size == 1) {
      for (int i = 0; i < count; i++) y[yOffset + i * yStride] = x[xOffset + i * xStride];
      return;
    }
    for (int i = 0; i < count; i++) {
      System.arraycopy(x, xOffset + i * xStride, y, yOffset + i * yStride, size);
    }
  }

  /** Copies {@code [rows, n]} from the start of a buffer with at least a vector in every row. */
  static void leave(int rows, int n, float[] x, int ldx, float[] y, int yOffset, int ldy) {
    int first = 0;
    if (n == ldy) { // the next rows cover what a whole vector leaves beyond its row
      for (; n <= LANES && first * ldy + LANES <= rows * ldy; first++) {
        FloatVector.fromArray(SPECIES, x, first * ldx).intoArray(y, yOffset + first * ldy);
      }
    }
    copy(rows - first, n, x, first * ldx, ldx, y, yOffset + first * ldy, ldy);
  }

  /** Fills {@code count} runs of {@code size} values with zeros. */
  static void zero(int count, int size, float[] y, int yOffset, int yStride) {
    for (int i = 0; i < count; i++) {
      Arrays.fill(y, yOffset + i * yStride, yOffset + i * yStride + size, 0);
    }
  }

  /** The buffer if it is large enough, else a new one. */
  static float[] atLeast(int size, float[] buffer) {
    return buffer.length < size ? new float[size] : buffer;
  }
}
