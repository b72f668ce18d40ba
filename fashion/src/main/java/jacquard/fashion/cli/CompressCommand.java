package jacquard.fashion.cli;

import jacquard.optimize.pareto.Wish;
import jacquard.optimize.recipe.Ladder;
import jacquard.optimize.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does one thing after another to a model. */
@Command(
    name = "compress",
    description = {
      "Make a model smaller or faster: step after step as a recipe says, or by whatever built-in",
      "recipe keeps to a budget and serves its goal best.",
      "A step that is finished is kept: the same command goes on where it was stopped."
    })
final class CompressCommand extends BaseCommand {
  /** What decides: one of these. */
  private static final class Way {
    @Option(names = "--recipe", paramLabel = "FILE", description = "The steps, as JSON.")
    private Path recipe;

    @Option(
        names = "--budget",
        paramLabel = "WISH",
        description =
            "Limits and a goal, for instance \"loss<=0.3,latency\": loss<=POINTS of accuracy,"
                + " bytes<=N, memory<=BYTES, latency<=MICROSECONDS, rate>=PICTURES_PER_SECOND; the"
                + " goal is one of these names (default: bytes).")
    private String budget;
  }

  @Parameters(
      paramLabel = "MODEL",
      description = "A model file, or the name of a model, which is then trained first.")
  private String model;

  @ArgGroup(multiplicity = "1")
  private Way way;

  @Mixin private DataOptions where;
  @Mixin private ImageLimit limit;
  @Mixin private MeasureOptions measuring;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes of each training of a built-in recipe (default: ${DEFAULT-VALUE}).")
  private int epochs = 2;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "The model file to write (default: beside the model, or here).")
  private Path output;

  @Override
  int run(Run run) throws IOException {
    var baseline = Baseline.of(model);
    var wish = way.budget == null ? null : Wish.parse(way.budget);
    var recipe = way.recipe == null ? null : RecipeFile.read(way.recipe);
    var ladder = Ladder.of(epochs);
    var likely = OutputFile.check(target(false));
    var kept = likely.resolveSibling(likely.getFileName() + ".steps");
    var data = run.data(where);
    try {
      var training = limit.of(data.training());
      var first = baseline.trained(run, training, data, run.seed(), kept);
      var original = first.model().graph();
      var context =
          new GarmentContext(run, training, data.validation(), run.seed(), original, true);
      var models = new VariantModels(first, context, kept);
      var chosen =
          recipe == null
              ? new BudgetSearch(models, wish, measuring.meter()).search(ladder)
              : recipe;
      save(models, chosen);
      if (Files.exists(kept)) Folders.delete(kept);
      return 0;
    } catch (StoppedException _) {
      run.screen().warn("Stopped; finished steps are in " + kept + ": the same command goes on.");
      return Failures.INTERRUPTED;
    }
  }

  private Path target(boolean compact) {
    return output == null ? OptimizeCommand.besides(Path.of(model), "compressed", compact) : output;
  }

  private void save(VariantModels models, Recipe recipe) throws IOException {
    var first = models.first();
    var steps = RecipeRun.keeping(models.folder(), recipe, first, models.context());
    var last = steps.apply(first.draft(), models.context());
    new CompressionResult(first, models.context()).save(target(recipe.isCompact()), recipe, last);
  }
}
