package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Runs of 8-bit codes, from and to floats. The last vector overlaps the one before it; fewer values
 * than lanes, and what works in place, take a plain loop. (Joining two masks with {@code and} made
 * C2 box the vectors of another kernel, the cross-entropy, that it compiled later.)
 */
final class CodeLoops {
  /** Codes at a time that wait as ints to be narrowed: 4 KB in L1. */
  static final int TILE = 1024;

  /**
   * Added to a float of at most 2^22 and subtracted again it leaves the nearest integer, halves
   * going to the even one: there are no fractions between 2^23 and 2^24.
   */
  private static final float ROUND = 0x1.8p23f;

  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  private CodeLoops() {}

  /**
   * The codes of {@code n} values.
   *
   * @param scale the steps, from {@code scaleOffset} on, one for each value; or {@code LANES} times
   *     the same one, if {@code stride} is 0 and not 1
   * @param ints scratch of {@code TILE}
   */
  static void quantize(
      int n,
      float[] x,
      int xOffset,
      float[] scale,
      int scaleOffset,
      int stride,
      int zeroPoint,
      int min,
      int max,
      byte[] codes,
      int codeOffset,
      int[] ints) {
    for (int i = 0; i < n; i += TILE) {
      int count = Math.min(TILE, n - i);
      int from = scaleOffset + i * stride;
      if (count < LANES) {
        few(count, x, xOffset + i, scale, from, stride, zeroPoint, min, max, ints);
      } else {
        whole(count, x, xOffset + i, scale, from, stride, zeroPoint, min, max, ints);
      }
      ByteLanes.narrow(count, ints, 0, codes, codeOffset + i);
    }
  }

  private static void few(
      int n,
      float[] x,
      int xOffset,
      float[] scale,
      int scaleOffset,
      int stride,
      int zeroPoint,
      int min,
      int max,
      int[] ints) {
    for (int i = 0; i < n; i++) {
      float steps = x[xOffset + i] / scale[scaleOffset + i * stride];
      float clamped = Math.max(Math.min(steps, max - zeroPoint), min - zeroPoint);
      ints[i] = (int) (clamped + ROUND - ROUND) + zeroPoint;
    }
  }

  private static void whole(
      int n,
      float[] x,
      int xOffset,
      float[] scale,
      int scaleOffset,
      int stride,
      int zeroPoint,
      int min,
      int max,
      int[] ints) {
    float low = min - zeroPoint;
    float high = max - zeroPoint;
    for (int i = 0; i < n; i += LANES) {
      int at = Math.min(i, n - LANES);
      var step = FloatVector.fromArray(SPECIES, scale, scaleOffset + at * stride);
      var steps = FloatVector.fromArray(SPECIES, x, xOffset + at).div(step);
      var rounded = steps.min(high).max(low).add(ROUND).sub(ROUND);
      var codes = (IntVector) rounded.convertShape(VectorOperators.F2I, INTS, 0);
      codes.add(zeroPoint).intoArray(ints, at);
    }
  }

  /** {@code dx = dy} for {@code n} values whose nearest code is not cut off, else 0. */
  static void passThrough(
      int n,
      float[] x,
      float[] scale,
      int stride,
      float low,
      float high,
      float[] dy,
      float[] dx,
      int offset) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      var step = FloatVector.fromArray(SPECIES, scale, i * stride);
      var steps = FloatVector.fromArray(SPECIES, x, offset + i).div(step);
      var rounded = steps.min(high + 1).max(low - 1).add(ROUND).sub(ROUND);
      var cut = rounded.max(low).min(high).sub(rounded); // 0 inside
      var gradient = FloatVector.fromArray(SPECIES, dy, offset + i);
      gradient.blend(0, cut.compare(NE, 0)).intoArray(dx, offset + i); // NaN is outside
    }
    for (int i = whole; i < n; i++) {
      float steps = (float) Math.rint(x[offset + i] / scale[i * stride]);
      dx[offset + i] = steps >= low && steps <= high ? dy[offset + i] : 0;
    }
  }

  /** {@code y[i] = (codes[i] - zeroPoint) * scale[i * stride]} for {@code n} codes. */
  static void dequantize(
      int n,
      byte[] codes,
      int codeOffset,
      float[] scale,
      int stride,
      int zeroPoint,
      float[] y,
      int yOffset) {
    ByteLanes.toFloats(n, codes, codeOffset, zeroPoint, y, yOffset);
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      var step = FloatVector.fromArray(SPECIES, scale, i * stride);
      FloatVector.fromArray(SPECIES, y, yOffset + i).mul(step).intoArray(y, yOffset + i);
    }
    for (int i = whole; i < n; i++) y[yOffset + i] *= scale[i * stride];
  }

  /** The step of symmetric codes for {@code n} values: a 127th of the largest, or 1. */
  static float step(int n, float[] x, int offset) {
    float largest = 0;
    if (n < LANES) {
      for (int i = 0; i < n; i++) largest = Math.max(largest, Math.abs(x[offset + i]));
    } else {
      var most = FloatVector.fromArray(SPECIES, x, offset).abs();
      for (int i = LANES; i < n; i += LANES) {
        int at = offset + Math.min(i, n - LANES);
        most = most.max(FloatVector.fromArray(SPECIES, x, at).abs());
      }
      largest = most.reduceLanes(VectorOperators.MAX);
    }
    float step = largest / Byte.MAX_VALUE;
    return step >= Float.MIN_NORMAL ? step : 1;
  }

  /** {@code y = factor * rint(x / step)} for {@code n} values; {@code x} and {@code y} differ. */
  static void round(
      int n, float[] x, int xOffset, float step, float factor, float[] y, int yOffset) {
    if (n < LANES) {
      for (int i = 0; i < n; i++) {
        float steps = Math.max(Math.min(x[xOffset + i] / step, Byte.MAX_VALUE), -Byte.MAX_VALUE);
        y[yOffset + i] = (steps + ROUND - ROUND) * factor;
      }
      return;
    }
    for (int i = 0; i < n; i += LANES) {
      int at = Math.min(i, n - LANES);
      var steps = FloatVector.fromArray(SPECIES, x, xOffset + at).div(step);
      var cut = steps.min((float) Byte.MAX_VALUE).max((float) -Byte.MAX_VALUE);
      cut.add(ROUND).sub(ROUND).mul(factor).intoArray(y, yOffset + at);
    }
  }

  /** {@code y *= factor} for {@code n} values; there is room for whole vectors. */
  static void scale(int n, float factor, float[] y, int yOffset) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, y, yOffset + i).mul(factor).intoArray(y, yOffset + i);
    }
  }

  /** {@code y *= factor} for {@code n} values; both arrays have room for whole vectors. */
  static void scale(int n, float[] factor, int factorOffset, float[] y, int yOffset) {
    for (int i = 0; i < n; i += LANES) {
      var f = FloatVector.fromArray(SPECIES, factor, factorOffset + i);
      FloatVector.fromArray(SPECIES, y, yOffset + i).mul(f).intoArray(y, yOffset + i);
    }
  }

  /** Adds integers that floats hold to {@code sums}, or sets them; there is room likewise. */
  static void add(boolean set, int n, float[] x, int[] sums) {
    for (int i = 0; i < n; i += LANES) {
      var floats = FloatVector.fromArray(SPECIES, x, i);
      var ints = (IntVector) floats.convertShape(VectorOperators.F2I, INTS, 0);
      if (!set) ints = ints.add(IntVector.fromArray(INTS, sums, i));
      ints.intoArray(sums, i);
    }
  }

  /** The floats next to {@code sums}; there is room likewise. */
  static void toFloats(int n, int[] sums, float[] y) {
    for (int i = 0; i < n; i += LANES) {
      var ints = IntVector.fromArray(INTS, sums, i);
      ((FloatVector) ints.convertShape(VectorOperators.I2F, SPECIES, 0)).intoArray(y, i);
    }
  }
}
