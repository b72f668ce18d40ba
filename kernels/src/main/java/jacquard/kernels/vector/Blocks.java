package jacquard.kernels.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Equally long runs of values: the channels of neighbouring pixels. */
final class Blocks {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

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
    int whole = SPECIES.loopBound(size);
    for (int i = 0; i < count; i++) {
      int from = xOffset + i * xStride;
      int to = yOffset + i * yStride;
      for (int j = 0; j < whole; j += LANES) {
        FloatVector.fromArray(SPECIES, x, from + j).intoArray(y, to + j);
      }
    }
    if (whole == size) return;
    var mask = SPECIES.indexInRange(whole, size);
    for (int i = 0; i < count; i++) {
      FloatVector.fromArray(SPECIES, x, xOffset + i * xStride + whole, mask)
          .intoArray(y, yOffset + i * yStride + whole, mask);
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
