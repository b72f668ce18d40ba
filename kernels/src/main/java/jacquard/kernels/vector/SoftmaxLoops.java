package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

/** The loops over one row that softmax and its relatives are made of. */
final class SoftmaxLoops {
  private SoftmaxLoops() {}

  /**
   * {@code y = exp(x - max)}; {@code tile} takes a vector. The tail is copied rather than masked:
   * where many kernels have run before, C2 boxes a masked vector next to a loop written out twice.
   */
  static void exp(float max, float[] x, int xi, float[] y, int yi, int n, float[] tile) {
    int whole = SPECIES.loopBound(n);
    ExponentialLoops.exp(max, x, xi, y, yi, whole);
    if (whole < n) {
      System.arraycopy(x, xi + whole, tile, 0, n - whole);
      ExponentialLoops.exp(max, tile, 0, tile, 0, LANES);
      System.arraycopy(tile, 0, y, yi + whole, n - whole);
    }
  }

  /** {@code y = (x - a) * b}. */
  static void shiftScale(float a, float b, float[] x, int xi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, x, xi + i).sub(a).mul(b).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, x, xi + i, mask).sub(a).mul(b).intoArray(y, yi + i, mask);
    }
  }

  /** {@code y = x - a - b}. */
  static void shift(float a, float b, float[] x, int xi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, x, xi + i).sub(a).sub(b).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, x, xi + i, mask).sub(a).sub(b).intoArray(y, yi + i, mask);
    }
  }

  /** {@code y = p * (g - dot)}. */
  static void gradient(float dot, float[] p, float[] g, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, g, yi + i)
          .sub(dot)
          .mul(fromArray(SPECIES, p, yi + i))
          .intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, g, yi + i, mask)
          .sub(dot)
          .mul(fromArray(SPECIES, p, yi + i, mask))
          .intoArray(y, yi + i, mask);
    }
  }

  /** {@code y = g - sum * p}. */
  static void logGradient(float sum, float[] p, int pi, float[] g, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, g, yi + i)
          .sub(fromArray(SPECIES, p, pi + i).mul(sum))
          .intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, g, yi + i, mask)
          .sub(fromArray(SPECIES, p, pi + i, mask).mul(sum))
          .intoArray(y, yi + i, mask);
    }
  }
}
