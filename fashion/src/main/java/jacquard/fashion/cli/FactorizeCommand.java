package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.engine.io.ModelInfo;
import jacquard.optimize.factorize.CompactFile;
import jacquard.optimize.factorize.LowRank;
import jacquard.optimize.factorize.WeightSharing;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says the same with fewer numbers. */
@Command(
    name = "factorize",
    description = {
      "Give a trained model's layers a low rank, or let weights share values,",
      "and perhaps write a compact file, which every command reads."
    })
final class FactorizeCommand extends OptimizeCommand {
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

  @Option(
      names = "--share",
      paramLabel = "N",
      description = "Let each layer's weights be N different values, 1 to 256, and zero.")
  private Integer share;

  @Option(names = "--compact", description = "Write a compact file of Huffman codes.")
  private boolean compact;

  @Override
  String suffix() {
    return "factorized";
  }

  @Override
  String ending() {
    return compact ? ".compact" : super.ending();
  }

  @Override
  Graph change(Graph trained) {
    if (energy == null && tolerance == null && share == null && !compact) {
      throw new IllegalArgumentException(
          "say what to do: --energy, --tolerance, --share or --compact");
    }
    var graph = trained.copy();
    if (energy != null) graph = LowRank.byEnergy(graph, energy);
    if (tolerance != null) {
      var parallel = currentRun().parallel();
      graph = LowRank.byAccuracy(graph, validationSet(), tolerance / 100, parallel);
    }
    if (share == null) {
      train(graph);
      return graph;
    }
    var sharing = WeightSharing.of(graph, share);
    train(sharing.graph(), sharing);
    return sharing.graph();
  }

  @Override
  void save(Path to, Graph graph, ModelInfo info) {
    if (compact) CompactFile.save(to, graph, info);
    else super.save(to, graph, info);
  }
}
