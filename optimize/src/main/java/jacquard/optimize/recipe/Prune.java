package jacquard.optimize.recipe;

import jacquard.engine.graph.Graph;
import jacquard.optimize.prune.Criterion;
import jacquard.optimize.prune.GradualPruning;
import jacquard.optimize.prune.IterativePruning;
import jacquard.optimize.prune.Masks;
import jacquard.optimize.prune.PruningConfig;
import jacquard.optimize.prune.PruningConfig.Granularity;
import jacquard.optimize.prune.PruningConfig.Scope;
import jacquard.optimize.prune.StructuredPruning;
import jacquard.optimize.prune.StructuredPruning.Order;
import java.util.Locale;
import java.util.Set;

/**
 * Leaves out what the model can do without. Weights and blocks become zeros, channels are gone.
 *
 * @param unit what is left out
 * @param sparsity the share of it, in [0, 1)
 * @param criterion how weights and blocks are ranked
 * @param perLayer whether every layer loses the same share of weights or blocks; channels always do
 * @param shuffle a control: each layer's mask is shuffled
 * @param gradual more and more while the model is trained, instead of all before
 * @param rounds how often it is pruned and trained; each leaves out the same share of what is left
 * @param rewind the file of the same model as it was earlier in its training: before every training
 *     the weights that stay go back to what they were then; none if empty
 * @param merge whether channels that stay make up for those that go
 * @param fit whether layers behind channels that go are fitted, without labels, to what they were,
 *     and those channels go that the others can make up for
 * @param training afterwards; of each round
 */
public record Prune(
    Unit unit,
    double sparsity,
    Ranking criterion,
    boolean perLayer,
    boolean shuffle,
    boolean gradual,
    int rounds,
    String rewind,
    boolean merge,
    boolean fit,
    FineTuning training)
    implements Step {
  /** What is left out. */
  public enum Unit {
    /** Single weights. */
    WEIGHTS,
    /** 16 weights of one input, which kernels skip. */
    BLOCKS,
    /** Neurons and channels. */
    CHANNELS
  }

  /** How it is ranked. */
  public enum Ranking {
    /** By absolute value. */
    MAGNITUDE,
    /** By value relative to the larger ones of its layer. */
    LAMP,
    /** By gradient times weight. */
    TAYLOR,
    /** By chance: a control. */
    RANDOM
  }

  /** Half of the weights by magnitude, at once. */
  public static final Prune DEFAULT = of(Unit.WEIGHTS, 0.5, FineTuning.NONE);

  private static final int STEPS_BETWEEN = 10; // of gradual pruning

  /**
   * @throws IllegalArgumentException if a value is out of its range, or they contradict each other
   */
  public Prune {
    Ranges.require(sparsity >= 0 && sparsity < 1, "a sparsity is in [0, 1), not " + sparsity);
    Ranges.require(rounds >= 1, "rounds must be at least 1, not " + rounds);
    Ranges.require(
        !gradual || training.epochs() > 0, "gradual pruning prunes while it trains: add epochs");
    Ranges.require(!gradual || rounds == 1, "pruning is gradual or in rounds, not both");
    Ranges.require(
        rewind.isEmpty() || !gradual && training.epochs() > 0,
        "weights go back before they are trained again, and not while they are: add epochs, and"
            + " leave out gradual");
    boolean masks = gradual || rounds > 1 || perLayer || shuffle || !rewind.isEmpty();
    Ranges.require(
        unit != Unit.CHANNELS || !masks && criterion == Ranking.MAGNITUDE,
        "channels go at once, in an order of their own: leave out criterion, per_layer,"
            + " shuffle, gradual, rounds and rewind");
    Ranges.require(
        unit == Unit.CHANNELS || !merge && !fit, "merge and fit make up for channels alone");
  }

  /** By magnitude, at once. */
  public static Prune of(Unit unit, double sparsity, FineTuning training) {
    return new Prune(
        unit, sparsity, Ranking.MAGNITUDE, false, false, false, 1, "", false, false, training);
  }

  /** The same, ranked otherwise. */
  public Prune by(Ranking other) {
    return new Prune(
        unit, sparsity, other, perLayer, shuffle, gradual, rounds, rewind, merge, fit, training);
  }

  /** The same with shuffled masks, a control. */
  public Prune shuffled() {
    return new Prune(
        unit, sparsity, criterion, perLayer, true, gradual, rounds, rewind, merge, fit, training);
  }

  /** The same while the model is trained. */
  public Prune gradually() {
    return new Prune(
        unit, sparsity, criterion, perLayer, shuffle, true, rounds, rewind, merge, fit, training);
  }

  /** The same with fitted layers behind what goes. */
  public Prune fitted() {
    return new Prune(
        unit, sparsity, criterion, perLayer, shuffle, gradual, rounds, rewind, merge, true,
        training);
  }

  @Override
  public Draft apply(Draft draft, StepContext context) {
    var graph = draft.floats();
    return draft.with(
        unit == Unit.CHANNELS ? channels(draft.name(), graph, context) : masked(draft, context));
  }

  private Graph channels(String name, Graph graph, StepContext context) {
    var pruning = new StructuredPruning(sparsity, Scope.LAYER, Order.L2, 1, merge);
    var smaller =
        fit
            ? pruning.by(Order.FIT).prune(graph, context.calibration(), context.parallel())
            : pruning.prune(graph);
    training.run(name, smaller, context);
    return smaller;
  }

  private Graph masked(Draft draft, StepContext context) {
    var masks = Masks.of(draft.graph());
    var config = config(context);
    if (criterion == Ranking.TAYLOR)
      masks.accumulateGradients(context.training(), context.parallel());
    if (gradual) {
      long last = training.rampSteps(draft.name(), context);
      var pruning = new GradualPruning(masks, config, 0, sparsity, 0, last, STEPS_BETWEEN);
      training.run(draft.name(), masks.graph(), context, pruning);
    } else {
      var early = rewind.isEmpty() ? null : IterativePruning.snapshot(context.load(rewind));
      new IterativePruning(config, sparsity, rounds)
          .run(masks, early, graph -> training.run(draft.name(), graph, context));
    }
    return masks.bake();
  }

  private PruningConfig config(StepContext context) {
    var rank =
        switch (criterion) {
          case MAGNITUDE -> new Criterion.Magnitude();
          case LAMP -> new Criterion.Lamp();
          case TAYLOR -> new Criterion.Taylor();
          case RANDOM -> new Criterion.Random(context.seed());
        };
    var granularity = unit == Unit.BLOCKS ? Granularity.LANE_BLOCK : Granularity.WEIGHT;
    var scope = perLayer ? Scope.LAYER : Scope.GLOBAL;
    return new PruningConfig(rank, granularity, scope, shuffle, context.seed(), Set.of());
  }

  @Override
  public String summary() {
    var what = unit.name().toLowerCase(Locale.ROOT);
    var inRounds = rounds == 1 ? "" : " in %d rounds".formatted(rounds);
    var back = rewind.isEmpty() ? "" : ", rewound to '%s'".formatted(rewind);
    return "prune %s of the %s%s%s%s"
        .formatted(Ranges.percent(sparsity), what, inRounds, back, training.summary());
  }
}
