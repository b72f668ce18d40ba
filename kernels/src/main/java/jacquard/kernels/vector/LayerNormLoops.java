package jacquard.kernels.vector;

import static jacquard.kernels.vector.VectorMath.LANES;
import static jacquard.kernels.vector.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The loops over one row that layer normalisation is made of. */
final class LayerNormLoops {
  private LayerNormLoops() {}

  private static FloatVector at(float[] x, int i) {
    return FloatVector.fromArray(SPECIES, x, i);
  }

  private static FloatVector at(float[] x, int i, VectorMask<Float> mask) {
    return FloatVector.fromArray(SPECIES, x, i, mask);
  }

  /** {@code y = (x - mean) * rstd * gamma + beta}. */
  static void normalize(
      float mean, float rstd, float[] gamma, float[] beta, float[] x, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(x, yi + i).sub(mean).mul(rstd).fma(at(gamma, i), at(beta, i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(x, yi + i, mask)
          .sub(mean)
          .mul(rstd)
          .fma(at(gamma, i, mask), at(beta, i, mask))
          .intoArray(y, yi + i, mask);
    }
  }

  /** Adds {@code dy} to {@code dBeta} and {@code dy * (x - mean) * rstd} to {@code dGamma}. */
  static void accumulate(
      float mean,
      float rstd,
      float[] x,
      float[] dy,
      int xi,
      int n,
      float[] dGamma,
      float[] dBeta,
      int at) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      var g = at(dy, xi + i);
      g.add(at(dBeta, at + i)).intoArray(dBeta, at + i);
      at(x, xi + i).sub(mean).mul(rstd).fma(g, at(dGamma, at + i)).intoArray(dGamma, at + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      var g = at(dy, xi + i, mask);
      g.add(at(dBeta, at + i, mask)).intoArray(dBeta, at + i, mask);
      at(x, xi + i, mask)
          .sub(mean)
          .mul(rstd)
          .fma(g, at(dGamma, at + i, mask))
          .intoArray(dGamma, at + i, mask);
    }
  }

  /** {@code dx = a * g + b * (x - mean) + c}. */
  static void gradient(
      float mean,
      float a,
      float b,
      float c,
      float[] g,
      int gi,
      float[] x,
      float[] dx,
      int xi,
      int n) {
    var as = FloatVector.broadcast(SPECIES, a);
    var bs = FloatVector.broadcast(SPECIES, b);
    var cs = FloatVector.broadcast(SPECIES, c);
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(x, xi + i).sub(mean).fma(bs, at(g, gi + i).fma(as, cs)).intoArray(dx, xi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(x, xi + i, mask)
          .sub(mean)
          .fma(bs, at(g, gi + i, mask).fma(as, cs))
          .intoArray(dx, xi + i, mask);
    }
  }
}
