package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.SmallerRun;
import jacquard.fashion.report.SmallerTable;
import jacquard.optimize.prune.PruningConfig.Scope;
import jacquard.optimize.prune.StructuredPruning;
import jacquard.optimize.prune.StructuredPruning.Order;
import jacquard.optimize.recipe.Draft;
import jacquard.optimize.recipe.FineTune;
import jacquard.optimize.recipe.FineTuning;
import jacquard.optimize.recipe.Prune;
import jacquard.optimize.recipe.Prune.Ranking;
import jacquard.optimize.recipe.Prune.Unit;
import jacquard.optimize.recipe.Share;
import jacquard.optimize.recipe.Step;
import java.util.List;
import java.util.function.Supplier;

/** Makes the models of the tables about what is left out, seed by seed. */
final class PrunedModels {
  /** Pictures of each class that layers are fitted to. */
  private static final int FIT = 2_000;

  private static final String DENSE = "dense";
  private static final String GRADUAL = "gradual";

  /**
   * A model to prune.
   *
   * @param criterion how weights are ranked
   * @param sparsity the share of its layers' weights to leave out
   * @param curve other shares
   * @param controls shares at which controls are pruned too
   */
  private record Pruned(
      Stages stages,
      Ranking criterion,
      double sparsity,
      List<Double> curve,
      List<Double> controls) {
    Pruned at(double other) {
      return new Pruned(stages, criterion, other, curve, controls);
    }
  }

  /** A pruned model to write into a compact file. */
  private record Compact(Pruned pruned, Share sharing) {}

  private static final Pruned LENET_300_100 =
      new Pruned(
          Stages.of("lenet-300-100", 20, 40, 4e-3),
          Ranking.MAGNITUDE,
          0.936,
          List.of(0.5, 0.8, 0.97, 0.99),
          List.of(0.8, 0.936, 0.99));

  private static final Pruned LENET_5 =
      new Pruned(
          Stages.of("lenet-5", 4, 8, 3e-3),
          Ranking.LAMP,
          0.92,
          List.of(0.8, 0.97, 0.99),
          List.of());

  private static final List<Pruned> PRUNED = List.of(LENET_300_100, LENET_5);

  private static final List<Compact> COMPACT =
      List.of(
          new Compact(
              LENET_300_100.at(0.925), new Share(16, FineTuning.of(4).withLearningRate(5e-4))),
          new Compact(LENET_5, new Share(16, FineTuning.of(2).withLearningRate(5e-4))));

  private static final Stages STRUCTURED = Stages.of("lenet-300-100", 25);
  private static final Stages CHANNELS = Stages.of("cnn", 3, 8, 3e-3);
  private static final Stages BLOCKS = Stages.of(Zoo.wide(), 4, 10, 4e-3);

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
        atOnce(model, "one-shot", Ranking.MAGNITUDE, false, sparsity);
        atOnce(model, "shuffled", Ranking.MAGNITUDE, true, sparsity);
        atOnce(model, "random", Ranking.RANDOM, false, sparsity);
      }
    }
  }

  private void gradual(Pruned model, double sparsity) {
    var make = gradual(model.stages, Unit.WEIGHTS, model.criterion, sparsity);
    model.stages.piece(workshop, GRADUAL, sparsity, DENSE, seed, make);
  }

  /** More and more is left out in the second training. */
  private Supplier<Graph> gradual(Stages stages, Unit unit, Ranking by, double sparsity) {
    var step = Prune.of(unit, sparsity, stages.more(workshop)).by(by).gradually();
    return () -> stages.made(workshop, seed, step);
  }

  private void atOnce(
      Pruned model, String variant, Ranking ranking, boolean shuffle, double sparsity) {
    var stages = model.stages;
    var all = Prune.of(Unit.WEIGHTS, sparsity, stages.more(workshop)).by(ranking);
    var step = shuffle ? all.shuffled() : all;
    stages.piece(workshop, variant, sparsity, DENSE, seed, () -> stages.made(workshop, seed, step));
  }

  /** Compact files. */
  void compact() {
    for (var model : COMPACT) {
      var stages = model.pruned.stages;
      if (!workshop.wants(stages.model())) continue;
      var name = stages.model().name();
      var training = workshop.further(model.sharing.training());
      int passes = stages.passes(workshop) + training.epochs();
      var dense = SmallerRun.wanted(name, DENSE, 0, null, seed, passes);
      var longer = new FineTune(training);
      workshop.piece(
          dense, false, () -> third(stages, dense, () -> stages.both(workshop, seed), longer));
      double sparsity = model.pruned.sparsity;
      var pruned = SmallerRun.wanted(name, GRADUAL, sparsity, DENSE, seed, passes);
      var make = gradual(stages, Unit.WEIGHTS, model.pruned.criterion, sparsity);
      var sharing = new Share(model.sharing.values(), training);
      workshop.piece(
          SmallerRun.wanted(name, "compact", sparsity, DENSE, seed, passes),
          true,
          () -> third(stages, pruned, make, sharing));
    }
  }

  /** A further step with a model of the table of single weights. */
  private Graph third(Stages stages, SmallerRun kept, Supplier<Graph> make, Step step) {
    var graph = workshop.kept(StudyWorkshop.name(SmallerTable.PRUNE, kept), make);
    return workshop.made(new Draft(stages.model().name(), graph), seed, step);
  }

  /** Neurons, with nothing trained afterwards. */
  void structured() {
    if (!workshop.wants(STRUCTURED.model())) return;
    var trained = STRUCTURED.first(workshop, seed).graph();
    STRUCTURED.piece(workshop, DENSE, 0, null, seed, () -> trained);
    for (double share : new double[] {0.5, 0.6, 0.7, 0.8}) {
      var pruning = new StructuredPruning(share, Scope.LAYER, Order.PATHS, 1, false);
      STRUCTURED.piece(workshop, "removed", share, DENSE, seed, () -> pruning.prune(trained));
      var merging = pruning.withMerging();
      STRUCTURED.piece(workshop, "merged", share, DENSE, seed, () -> merging.prune(trained));
      STRUCTURED.piece(workshop, "fitted", share, DENSE, seed, () -> fitted(pruning, trained));
    }
  }

  private Graph fitted(StructuredPruning pruning, Graph trained) {
    var samples = workshop.samples(FIT);
    return pruning.by(Order.FIT).prune(trained, samples, workshop.run().parallel());
  }

  /** Channels, trained further. */
  void channels() {
    if (!workshop.wants(CHANNELS.model())) return;
    CHANNELS.piece(workshop, DENSE, 0, null, seed, () -> CHANNELS.both(workshop, seed));
    double share = 0.5;
    var step = Prune.of(Unit.CHANNELS, share, CHANNELS.more(workshop)).fitted();
    CHANNELS.piece(
        workshop,
        "half the channels",
        share,
        DENSE,
        seed,
        () -> CHANNELS.made(workshop, seed, step));
  }

  /** Blocks of weights, trained further. */
  void blocks() {
    if (!workshop.wants(BLOCKS.model())) return;
    BLOCKS.piece(workshop, DENSE, 0, null, seed, () -> BLOCKS.both(workshop, seed));
    double sparsity = 0.9;
    var make = gradual(BLOCKS, Unit.BLOCKS, Ranking.MAGNITUDE, sparsity);
    BLOCKS.piece(workshop, "blocks", sparsity, DENSE, seed, make);
  }
}
