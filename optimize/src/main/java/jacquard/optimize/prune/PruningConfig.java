package jacquard.optimize.prune;

import java.util.Set;

/**
 * Which weights a mask leaves out.
 *
 * @param criterion those that score least
 * @param granularity single weights or blocks
 * @param scope whether layers are ranked together, so that some lose more than others, or each by
 *     itself
 * @param shuffled whether each layer's mask is shuffled afterwards: a control that keeps how much
 *     each layer loses (Frankle et al. 2021)
 * @param seed of the shuffle
 * @param whole weights that lose nothing, by the name of their parameter
 */
public record PruningConfig(
    Criterion criterion,
    Granularity granularity,
    Scope scope,
    boolean shuffled,
    long seed,
    Set<String> whole) {
  /** What goes together. */
  public enum Granularity {
    /** Each weight by itself. */
    WEIGHT,
    /** One input of 16 outputs, which a sparse kernel skips; its score is its sum. */
    LANE_BLOCK
  }

  /** What is ranked together. */
  public enum Scope {
    /** All layers. */
    GLOBAL,
    /** Each layer. */
    LAYER
  }

  /** Copies the set. */
  public PruningConfig {
    whole = Set.copyOf(whole);
  }

  /** By magnitude, all layers together. */
  public static PruningConfig of(Granularity granularity) {
    return new PruningConfig(
        new Criterion.Magnitude(), granularity, Scope.GLOBAL, false, 0, Set.of());
  }

  /** The same by another criterion. */
  public PruningConfig with(Criterion other) {
    return new PruningConfig(other, granularity, scope, shuffled, seed, whole);
  }

  /** The same in another scope. */
  public PruningConfig with(Scope other) {
    return new PruningConfig(criterion, granularity, other, shuffled, seed, whole);
  }

  /** The same with shuffled masks. */
  public PruningConfig withShuffle(long shuffleSeed) {
    return new PruningConfig(criterion, granularity, scope, true, shuffleSeed, whole);
  }

  /** The same with other weights left whole. */
  public PruningConfig withWhole(Set<String> weights) {
    return new PruningConfig(criterion, granularity, scope, shuffled, seed, weights);
  }
}
