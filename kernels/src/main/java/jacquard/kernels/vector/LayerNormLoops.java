package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/** The loops over one row that layer normalisation is made of. */
final class LayerNormLoops {
  private LayerNormLoops() {}

  /** {@code y = (x - mean) * rstd * gamma + beta}. */
  static void normalize(
      float mean, float rstd, float[] gamma, float[] beta, float[] x, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, x, yi + i)
          .sub(mean)
          .mul(rstd)
          .fma(fromArray(SPECIES, gamma, i), fromArray(SPECIES, beta, i))
          .intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, x, yi + i, mask)
          .sub(mean)
          .mul(rstd)
          .fma(fromArray(SPECIES, gamma, i, mask), fromArray(SPECIES, beta, i, mask))
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
      var g = fromArray(SPECIES, dy, xi + i);
      g.add(fromArray(SPECIES, dBeta, at + i)).intoArray(dBeta, at + i);
      fromArray(SPECIES, x, xi + i)
          .sub(mean)
          .mul(rstd)
          .fma(g, fromArray(SPECIES, dGamma, at + i))
          .intoArray(dGamma, at + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      var g = fromArray(SPECIES, dy, xi + i, mask);
      g.add(fromArray(SPECIES, dBeta, at + i, mask)).intoArray(dBeta, at + i, mask);
      fromArray(SPECIES, x, xi + i, mask)
          .sub(mean)
          .mul(rstd)
          .fma(g, fromArray(SPECIES, dGamma, at + i, mask))
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
      fromArray(SPECIES, x, xi + i)
          .sub(mean)
          .fma(bs, fromArray(SPECIES, g, gi + i).fma(as, cs))
          .intoArray(dx, xi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, x, xi + i, mask)
          .sub(mean)
          .fma(bs, fromArray(SPECIES, g, gi + i, mask).fma(as, cs))
          .intoArray(dx, xi + i, mask);
    }
  }
}
