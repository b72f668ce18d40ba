package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Maxima and where they are. A maximum is exact, so it may be taken in any order. */
final class MaxLoops {
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  private MaxLoops() {}

  /** The maximum of {@code x[offset, offset + n)}; NaN wins. */
  static float max(float[] x, int offset, int n) {
    var max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      max = max.max(fromArray(SPECIES, x, offset + i));
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      max = max.lanewise(MAX, fromArray(SPECIES, x, offset + i, mask), mask);
    }
    return max.reduceLanes(MAX);
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
