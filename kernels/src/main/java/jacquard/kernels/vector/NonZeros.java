package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Which values of a row are not zero, and alone need a row of B: after ReLU, and in pictures, about
 * half. Whoever multiplies by a single row reads each value of B once, so that memory is the limit,
 * and what is not read costs nothing (Han et al. 2016, EIE, section 3). Loops over these places
 * stand beside those over all, as C2 checks every index that it has to look up.
 */
final class NonZeros {
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
  private static final IntVector STEPS = IntVector.zero(INTS).addIndex(1);

  /** Their places in the row, ascending. */
  int[] places = new int[0];

  /** How many there are. */
  int count;

  /**
   * Finds those among {@code n} values.
   *
   * @return whether they are so few that it pays to leave out the others
   */
  boolean areFew(int n, float[] a, int aOffset) {
    if (places.length < n + LANES) places = new int[n + LANES];
    count = 0;
    int whole = n / LANES * LANES;
    for (int p = 0; p < whole; p += LANES) {
      var bits = FloatVector.fromArray(SPECIES, a, aOffset + p).reinterpretAsInts();
      var some = bits.compare(NE, 0);
      STEPS.add(p).compress(some).intoArray(places, count);
      count += some.trueCount();
    }
    for (int p = whole; p < n; p++) if (a[aOffset + p] != 0) places[count++] = p;
    return count <= Tuning.FEW_NON_ZEROS * n;
  }
}
