package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Maxima and where they are. A maximum is exact, so it may be taken in any order. */
final class MaxLoops {
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  private MaxLoops() {}

  /**
   * The maximum of {@code x[offset, offset + n)}; NaN wins. The last vector overlaps the one before
   * it: a mask behind the loop would have to guess the class of what the loop carried.
   */
  static float max(float[] x, int offset, int n) {
    if (n < LANES) return maxOfFew(x, offset, n);
    var max = fromArray(SPECIES, x, offset);
    for (int i = LANES; i < n; i += LANES) {
      max = max.max(fromArray(SPECIES, x, offset + Math.min(i, n - LANES)));
    }
    return max.reduceLanes(MAX);
  }

  private static float maxOfFew(float[] x, int offset, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) max = Math.max(max, x[offset + i]);
    return max;
  }

  /** The first {@code i < n} at which {@code x[offset + i]} is the given maximum, or NaN. */
  static int indexOf(float max, float[] x, int offset, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      var v = fromArray(SPECIES, x, offset + i);
      var found = v.compare(EQ, max).or(v.test(IS_NAN));
      if (found.anyTrue()) return i + found.firstTrue();
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      var v = fromArray(SPECIES, x, offset + i, mask);
      var found = v.compare(EQ, max).or(v.test(IS_NAN)).and(mask);
      if (found.anyTrue()) return i + found.firstTrue();
    }
    return 0;
  }

  /** Writes {@code index} wherever {@code x} is the column's maximum, or NaN. */
  static void mark(int index, float[] max, float[] x, int xi, int[] indices, int at, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      var v = fromArray(SPECIES, x, xi + i);
      var found = v.compare(EQ, fromArray(SPECIES, max, i)).or(v.test(IS_NAN));
      IntVector.fromArray(INTS, indices, at + i)
          .blend(index, found.cast(INTS))
          .intoArray(indices, at + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      var ints = mask.cast(INTS);
      var v = fromArray(SPECIES, x, xi + i, mask);
      var found = v.compare(EQ, fromArray(SPECIES, max, i, mask)).or(v.test(IS_NAN));
      IntVector.fromArray(INTS, indices, at + i, ints)
          .blend(index, found.cast(INTS))
          .intoArray(indices, at + i, ints);
    }
  }
}
