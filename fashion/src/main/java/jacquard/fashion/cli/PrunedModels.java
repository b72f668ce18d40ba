package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.SmallerRun;
import jacquard.fashion.report.SmallerTable;
import jacquard.optimize.factorize.WeightSharing;
import jacquard.optimize.prune.Criterion;
import jacquard.optimize.prune.GradualPruning;
import jacquard.optimize.prune.Masks;
import jacquard.optimize.prune.PruningConfig;
import jacquard.optimize.prune.PruningConfig.Granularity;
import jacquard.optimize.prune.PruningConfig.Scope;
import jacquard.optimize.prune.StructuredPruning;
import jacquard.optimize.prune.StructuredPruning.Order;
import java.util.List;

/** Makes the models of the tables about what is left out, seed by seed. */
final class PrunedModels {
  /** Pictures of each class that layers are fitted to. */
  private static final int FIT = 2_000;

  /** Rounds in which neurons are removed. */
  private static final int ROUNDS = 4;

  private static final String DENSE = "dense";
  private static final String GRADUAL = "gradual";

  /**
   * A model to prune.
   *
   * @param sparsity the share of its layers' weights to leave out
   * @param curve other shares
   * @param controls shares at which controls are pruned too
   */
  private record Pruned(
      Stages stages, double sparsity, List<Double> curve, List<Double> controls) {}

  /**
   * A pruned model to write into a compact file.
   *
   * @param values that its weights share in each layer
   * @param sharing how it is trained meanwhile
   */
  private record Compact(Pruned pruned, int values, Stages sharing) {}

  private static final Pruned LENET_300_100 =
      new Pruned(
          Stages.of("lenet-300-100", 40, 20, 2e-3),
          0.936,
          List.of(0.5, 0.8, 0.97, 0.99),
          List.of(0.8, 0.936, 0.97, 0.99));

  private static final Pruned LENET_5 =
      new Pruned(Stages.of("lenet-5", 3, 5, 2e-3), 0.92, List.of(0.8, 0.97, 0.99), List.of());

  private static final List<Pruned> PRUNED = List.of(LENET_300_100, LENET_5);

  private static final List<Compact> COMPACT =
      List.of(
          new Compact(LENET_300_100, 16, Stages.of("lenet-300-100", 40, 4, 5e-4)),
          new Compact(LENET_5, 16, Stages.of("lenet-5", 3, 1, 5e-4)));

  private static final Stages STRUCTURED = Stages.of("lenet-300-100", 15, 0, 0);
  private static final Stages CHANNELS = Stages.of("cnn", 3, 2, 1e-3);
  private static final Stages BLOCKS = new Stages(Zoo.wide(), 4, 5, 1e-3);

  private final StudyWorkshop workshop;
  private final long seed;
  private final boolean hasCurve;

  /**
   * For one seed.
   *
   * @param hasCurve whether it has a whole curve, with controls, or one pruned model alone
   */
  PrunedModels(StudyWorkshop workshop, long seed, boolean hasCurve) {
    this.workshop = workshop;
    this.seed = seed;
    this.hasCurve = hasCurve;
  }

  /** Single weights. */
  void prune() {
    for (var model : PRUNED) {
      if (!workshop.wants(model.stages.model())) continue;
      var stages = model.stages;
      stages.piece(workshop, DENSE, 0, null, seed, () -> stages.both(workshop, seed));
      gradual(model, model.sparsity);
      if (!hasCurve) continue;
      for (double sparsity : model.curve) gradual(model, sparsity);
      for (double sparsity : model.controls) {
        var magnitude = PruningConfig.of(Granularity.WEIGHT);
        atOnce(model, "one-shot", magnitude, sparsity);
        atOnce(model, "shuffled", magnitude.withShuffle(seed), sparsity);
        atOnce(model, "random", magnitude.with(new Criterion.Random(seed)), sparsity);
      }
    }
  }

  private void gradual(Pruned model, double sparsity) {
    var stages = model.stages;
    stages.piece(
        workshop,
        GRADUAL,
        sparsity,
        DENSE,
        seed,
        () -> gradual(stages, sparsity, Granularity.WEIGHT));
  }

  private void atOnce(Pruned model, String variant, PruningConfig config, double sparsity) {
    var stages = model.stages;
    stages.piece(
        workshop,
        variant,
        sparsity,
        DENSE,
        seed,
        () -> {
          var masks = Masks.of(stages.first(workshop, seed));
          masks.prune(config, sparsity);
          workshop.train(masks.graph(), stages.second(workshop, seed), null);
          return masks.bake();
        });
  }

  /** More and more is left out in the first half of the second training. */
  private Graph gradual(Stages stages, double sparsity, Granularity granularity) {
    var masks = Masks.of(stages.first(workshop, seed));
    var config = stages.second(workshop, seed);
    long last = workshop.steps(config) / 2;
    var pruning =
        new GradualPruning(masks, PruningConfig.of(granularity), 0, sparsity, 0, last, 10);
    workshop.train(masks.graph(), config, null, pruning);
    return masks.bake();
  }

  /** Compact files. */
  void compact() {
    for (var model : COMPACT) {
      if (!workshop.wants(model.sharing.model())) continue;
      var stages = model.pruned.stages;
      var name = stages.model().name();
      int passes = stages.passes(workshop) + workshop.epochs(model.sharing.more());
      workshop.piece(
          SmallerRun.wanted(name, DENSE, 0, null, seed, passes), false, () -> shared(model, true));
      var wanted = SmallerRun.wanted(name, "compact", model.pruned.sparsity, DENSE, seed, passes);
      workshop.piece(wanted, true, () -> shared(model, false));
    }
  }

  /** The third training, of a dense model or of one whose weights share values. */
  private Graph shared(Compact model, boolean isDense) {
    var stages = model.pruned.stages;
    double sparsity = isDense ? 0 : model.pruned.sparsity;
    var done =
        SmallerRun.wanted(
            stages.model().name(), isDense ? DENSE : GRADUAL, sparsity, null, seed, 0);
    var graph =
        workshop.kept(
            StudyWorkshop.name(SmallerTable.PRUNE, done),
            () ->
                isDense
                    ? stages.both(workshop, seed)
                    : gradual(stages, sparsity, Granularity.WEIGHT));
    var config = model.sharing.second(workshop, seed);
    if (isDense) {
      workshop.train(graph, config, null);
      return graph;
    }
    var sharing = WeightSharing.of(graph, model.values);
    workshop.train(sharing.graph(), config, null, sharing);
    return sharing.graph();
  }

  /** Neurons, with nothing trained afterwards. */
  void structured() {
    if (!workshop.wants(STRUCTURED.model())) return;
    var trained = STRUCTURED.first(workshop, seed);
    STRUCTURED.piece(workshop, DENSE, 0, null, seed, () -> trained);
    for (double share : new double[] {0.5, 0.6, 0.7, 0.8}) {
      var pruning = new StructuredPruning(share, Scope.LAYER, Order.PATHS, 1, false);
      STRUCTURED.piece(workshop, "removed", share, DENSE, seed, () -> pruning.prune(trained));
      var merging = pruning.withMerging();
      STRUCTURED.piece(workshop, "merged", share, DENSE, seed, () -> merging.prune(trained));
      STRUCTURED.piece(workshop, "fitted", share, DENSE, seed, () -> fitted(pruning, trained));
      STRUCTURED.piece(workshop, "in rounds", share, DENSE, seed, () -> inRounds(share, trained));
    }
  }

  private Graph fitted(StructuredPruning pruning, Graph trained) {
    return pruning.prune(trained, workshop.samples(FIT), workshop.run().parallel());
  }

  /** What is left counts differently once it has been fitted. */
  private Graph inRounds(double share, Graph trained) {
    double each = 1 - Math.pow(1 - share, 1.0 / ROUNDS);
    var round = new StructuredPruning(each, Scope.LAYER, Order.PATHS, 1, false);
    var graph = trained;
    for (int i = 0; i < ROUNDS; i++) graph = fitted(round, graph);
    return graph;
  }

  /** Channels, trained further. */
  void channels() {
    if (!workshop.wants(CHANNELS.model())) return;
    CHANNELS.piece(workshop, DENSE, 0, null, seed, () -> CHANNELS.both(workshop, seed));
    double share = 0.5;
    CHANNELS.piece(
        workshop,
        "half the channels",
        share,
        DENSE,
        seed,
        () -> {
          var pruning = new StructuredPruning(share, Scope.LAYER, Order.L2, 16, false);
          var smaller = fitted(pruning, CHANNELS.first(workshop, seed));
          workshop.train(smaller, CHANNELS.second(workshop, seed), null);
          return smaller;
        });
  }

  /** Blocks of weights, trained further. */
  void blocks() {
    if (!workshop.wants(BLOCKS.model())) return;
    BLOCKS.piece(workshop, DENSE, 0, null, seed, () -> BLOCKS.both(workshop, seed));
    double sparsity = 0.9;
    BLOCKS.piece(
        workshop,
        "blocks",
        sparsity,
        DENSE,
        seed,
        () -> gradual(BLOCKS, sparsity, Granularity.LANE_BLOCK));
  }
}
