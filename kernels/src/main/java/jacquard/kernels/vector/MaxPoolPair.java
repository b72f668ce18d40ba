package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;

/**
 * Max pooling of 2x2 with stride 2 from two rows that a convolution has just written, so in L1; the
 * same values as {@link MaxPoolForward}'s: of equals the first stays, and NaN wins.
 */
final class MaxPoolPair {
  private MaxPoolPair() {}

  /**
   * {@code y[w / 2, c]} from {@code x[2, w, c]}. A vector of channels passes along the row, which
   * makes a longer loop than over the channels of a pixel.
   */
  static void run(int w, int c, float[] x, int xOffset, float[] y, int yOffset) {
    int whole = SPECIES.loopBound(c);
    for (int j = 0; j < whole; j += LANES) {
      vectors(w / 2, c, x, xOffset + j, xOffset + w * c + j, y, yOffset + j);
    }
    for (int i = 0; i < w / 2 && whole < c; i++) {
      for (int j = whole; j < c; j++) {
        int top = xOffset + 2 * i * c + j;
        int bottom = top + w * c;
        float best = larger(larger(x[top], x[top + c]), x[bottom]);
        y[yOffset + i * c + j] = larger(best, x[bottom + c]);
      }
    }
  }

  private static void vectors(
      int count, int c, float[] x, int top, int bottom, float[] y, int out) {
    for (int i = 0; i < count; i++) {
      int from = 2 * i * c;
      var first = FloatVector.fromArray(SPECIES, x, top + from);
      var value = FloatVector.fromArray(SPECIES, x, top + c + from);
      first = value.blend(first, value.compare(LE, first).or(first.compare(NE, first)));
      var second = FloatVector.fromArray(SPECIES, x, bottom + from);
      value = FloatVector.fromArray(SPECIES, x, bottom + c + from);
      second = value.blend(second, value.compare(LE, second).or(second.compare(NE, second)));
      var stays = second.compare(LE, first).or(first.compare(NE, first));
      second.blend(first, stays).intoArray(y, out + i * c);
    }
  }

  private static float larger(float best, float value) {
    return !(value <= best) && !Float.isNaN(best) ? value : best;
  }
}
