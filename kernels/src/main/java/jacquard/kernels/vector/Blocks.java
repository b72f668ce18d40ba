package jacquard.kernels.vector;

import java.util.Arrays;

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
