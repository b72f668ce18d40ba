package jacquard.fashion.cli;

import jacquard.optimize.recipe.Compact;
import jacquard.optimize.recipe.Factorize;
import jacquard.optimize.recipe.Factorize.By;
import jacquard.optimize.recipe.FineTuning;
import jacquard.optimize.recipe.Share;
import jacquard.optimize.recipe.Step;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says the same with fewer numbers. */
@Command(
    name = "factorize",
    description = {
      "Give a trained model's layers a low rank, or let weights share values,",
      "and perhaps write a compact file, which every command reads."
    })
final class FactorizeCommand extends OptimizeCommand {
  /** What decides about ranks: one of these. */
  private static final class Ranks {
    @Option(
        names = "--energy",
        paramLabel = "SHARE",
        description = "Ranks that keep this share of the squared singular values.")
    private Double energy;

    @Option(
        names = "--tolerance",
        paramLabel = "POINTS",
        description = "The smallest ranks that lose at most so many points of accuracy.")
    private Double tolerance;

    @Option(names = "--rank", paramLabel = "N", description = "The same rank for all layers.")
    private Integer rank;

    Factorize step(FineTuning training) {
      if (energy != null) return new Factorize(By.ENERGY, energy, training);
      if (tolerance != null) return new Factorize(By.ACCURACY, tolerance, training);
      return new Factorize(By.RANK, rank, training);
    }
  }

  @ArgGroup private Ranks ranks;

  @Option(
      names = "--share",
      paramLabel = "N",
      description = "Let each layer's weights be N different values, 1 to 256, and zero.")
  private Integer share;

  @Option(names = "--compact", description = "Write a compact file of Huffman codes.")
  private boolean compact;

  @Mixin private FineTuningOptions tuning;

  @Override
  String suffix() {
    return "factorized";
  }

  /** The training follows the last change. */
  @Override
  List<Step> steps() {
    var steps = new ArrayList<Step>();
    var training = tuning.training();
    if (ranks != null) steps.add(ranks.step(share == null ? training : FineTuning.NONE));
    if (share != null) steps.add(new Share(share, training));
    if (compact) steps.add(Compact.DEFAULT);
    if (!steps.isEmpty()) return steps;
    throw new IllegalArgumentException(
        "say what to do: --energy, --tolerance, --rank, --share or --compact");
  }
}
