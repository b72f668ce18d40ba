package jacquard.fashion.cli;

import jacquard.optimize.recipe.Prune;
import jacquard.optimize.recipe.Step;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Leaves out what a model can do without. */
@Command(
    name = "prune",
    description = {
      "Leave out weights, blocks of 16 weights, or whole channels of a trained model.",
      "Weights and blocks become zeros, channels are gone."
    })
final class PruneCommand extends OptimizeCommand {
  @Option(
      names = "--sparsity",
      paramLabel = "SHARE",
      description = "The share to leave out, 0 up to 1 (default: ${DEFAULT-VALUE}).")
  private double sparsity = Prune.DEFAULT.sparsity();

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Prune.Unit unit = Prune.DEFAULT.unit();

  @Option(
      names = "--criterion",
      paramLabel = "NAME",
      description =
          "One of ${COMPLETION-CANDIDATES}, for weights and blocks (default:"
              + " ${DEFAULT-VALUE}).")
  private Prune.Ranking criterion = Prune.DEFAULT.criterion();

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

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Prune and train so many times, a part each (default: ${DEFAULT-VALUE}).")
  private int rounds = Prune.DEFAULT.rounds();

  @Option(
      names = "--rewind",
      paramLabel = "FILE",
      description =
          "This model as it was earlier in its training: before each training the weights that"
              + " stay go back to it.")
  private String rewind = Prune.DEFAULT.rewind();

  @Option(names = "--merge", description = "Channels that stay make up for those that go.")
  private boolean merge;

  @Option(
      names = "--fit",
      description =
          "Layers behind channels that go are fitted, without labels, to what they were; first go"
              + " those that others can make up for.")
  private boolean fit;

  @Mixin private FineTuningOptions tuning;

  @Override
  String suffix() {
    return "pruned";
  }

  @Override
  List<Step> steps() {
    return List.of(
        new Prune(
            unit,
            sparsity,
            criterion,
            perLayer,
            shuffle,
            gradual,
            rounds,
            rewind,
            merge,
            fit,
            tuning.training()));
  }
}
