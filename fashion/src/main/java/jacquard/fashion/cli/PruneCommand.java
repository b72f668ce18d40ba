package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.optimize.prune.Criterion;
import jacquard.optimize.prune.GradualPruning;
import jacquard.optimize.prune.Masks;
import jacquard.optimize.prune.PruningConfig;
import jacquard.optimize.prune.PruningConfig.Granularity;
import jacquard.optimize.prune.PruningConfig.Scope;
import jacquard.optimize.prune.StructuredPruning;
import jacquard.optimize.prune.StructuredPruning.Order;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Leaves out what a model can do without. */
@Command(
    name = "prune",
    description = {
      "Leave out weights, blocks of 16 weights, or whole channels of a trained model.",
      "Weights and blocks become zeros, channels are gone."
    })
final class PruneCommand extends OptimizeCommand {
  /** What is left out. */
  enum Unit {
    WEIGHTS,
    BLOCKS,
    CHANNELS
  }

  /** How it is ranked. */
  enum Ranking {
    MAGNITUDE,
    TAYLOR,
    RANDOM
  }

  @Option(
      names = "--sparsity",
      paramLabel = "SHARE",
      description = "The share to leave out, 0 up to 1 (default: ${DEFAULT-VALUE}).")
  private double sparsity = 0.5;

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Unit unit = Unit.WEIGHTS;

  @Option(
      names = "--criterion",
      paramLabel = "NAME",
      description =
          "One of ${COMPLETION-CANDIDATES}, for weights and blocks (default:"
              + " ${DEFAULT-VALUE}).")
  private Ranking criterion = Ranking.MAGNITUDE;

  @Option(
      names = "--per-layer",
      description =
          "Every layer loses the same share (default: for weights and blocks, all layers"
              + " are ranked together).")
  private boolean perLayer;

  @Option(names = "--shuffle", description = "A control: shuffle each layer's mask.")
  private boolean shuffle;

  @Option(
      names = "--gradual",
      description = "Leave out more and more in the first three quarters of the training.")
  private boolean gradual;

  @Option(names = "--merge", description = "Channels that stay make up for those that go.")
  private boolean merge;

  @Option(
      names = "--fit",
      description = "Layers behind channels that go are fitted, without labels, to what they were.")
  private boolean fit;

  @Override
  String suffix() {
    return "pruned";
  }

  @Override
  Graph change(Graph trained) {
    currentRun().put("sparsity", sparsity).put("unit", unit.name()).put("epochs", epochs());
    if (unit == Unit.CHANNELS) {
      var pruning = new StructuredPruning(sparsity, Scope.LAYER, Order.L2, 1, merge);
      var parallel = currentRun().parallel();
      var smaller = fit ? pruning.prune(trained, trainingSet(), parallel) : pruning.prune(trained);
      train(smaller);
      return smaller;
    }
    if (gradual && epochs() == 0) {
      throw new IllegalArgumentException("--gradual prunes while it trains: add --epochs");
    }
    var masks = Masks.of(trained);
    var config = config();
    if (gradual) {
      long last = steps() * 3 / 4;
      train(masks.graph(), new GradualPruning(masks, config, 0, sparsity, 0, last, 10));
    } else {
      if (criterion == Ranking.TAYLOR) {
        masks.accumulateGradients(trainingSet(), currentRun().parallel());
      }
      masks.prune(config, sparsity);
      train(masks.graph());
    }
    currentRun().put("sparsity_reached", masks.sparsity());
    return masks.bake();
  }

  private PruningConfig config() {
    var rank =
        switch (criterion) {
          case MAGNITUDE -> new Criterion.Magnitude();
          case TAYLOR -> new Criterion.Taylor();
          case RANDOM -> new Criterion.Random(currentRun().seed());
        };
    var granularity = unit == Unit.BLOCKS ? Granularity.LANE_BLOCK : Granularity.WEIGHT;
    var scope = perLayer ? Scope.LAYER : Scope.GLOBAL;
    return new PruningConfig(rank, granularity, scope, shuffle, currentRun().seed(), Set.of());
  }
}
