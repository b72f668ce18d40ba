package jacquard.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this machine, and what keeps C2 from boxing them.
 *
 * <ul>
 *   <li>No vector passes to or from a method of ours, however small. Where much is inlined into one
 *       method, C2 goes on inlining the Vector API (its methods are annotated so) but no longer
 *       ours: with helpers, gelu and silu called in turn took eight times as long.
 *   <li>One species for each type of element. What a loop carries is known to C2 as some {@code
 *       FloatVector}; its class is guessed from a profile that all code of the JVM shares. A sum
 *       over four lanes elsewhere boxed every accumulator of this package.
 *   <li>A loop that carries vectors is entered only if it has something to do.
 * </ul>
 */
final class Lanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private Lanes() {}
}
