package jacquard.kernels.vector;

import static jacquard.kernels.vector.VectorMath.LANES;
import static jacquard.kernels.vector.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The loops over one row that softmax and its relatives are made of. */
final class SoftmaxLoops {
  private SoftmaxLoops() {}

  private static FloatVector at(float[] x, int i) {
    return FloatVector.fromArray(SPECIES, x, i);
  }

  private static FloatVector at(float[] x, int i, VectorMask<Float> mask) {
    return FloatVector.fromArray(SPECIES, x, i, mask);
  }

  /** {@code y = exp(x - max)}. */
  static void exp(float max, float[] x, int xi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      VectorMath.expNegative(at(x, xi + i).sub(max)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      VectorMath.expNegative(at(x, xi + i, mask).sub(max)).intoArray(y, yi + i, mask);
    }
  }

  /** {@code y = (x - a) * b}. */
  static void shiftScale(float a, float b, float[] x, int xi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(x, xi + i).sub(a).mul(b).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(x, xi + i, mask).sub(a).mul(b).intoArray(y, yi + i, mask);
    }
  }

  /** {@code y = x - a - b}. */
  static void shift(float a, float b, float[] x, int xi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(x, xi + i).sub(a).sub(b).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(x, xi + i, mask).sub(a).sub(b).intoArray(y, yi + i, mask);
    }
  }

  /** {@code y = p * (g - dot)}. */
  static void gradient(float dot, float[] p, float[] g, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(g, yi + i).sub(dot).mul(at(p, yi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(g, yi + i, mask).sub(dot).mul(at(p, yi + i, mask)).intoArray(y, yi + i, mask);
    }
  }

  /** {@code y = g - sum * p}. */
  static void logGradient(float sum, float[] p, int pi, float[] g, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(g, yi + i).sub(at(p, pi + i).mul(sum)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(g, yi + i, mask).sub(at(p, pi + i, mask).mul(sum)).intoArray(y, yi + i, mask);
    }
  }
}
