package jacquard.fashion.cli;

import jacquard.fashion.report.ParetoPage;
import jacquard.fashion.report.ParetoResults;
import jacquard.optimize.recipe.Ladder;
import jacquard.optimize.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be had of a model: accuracy against size, memory and time. */
@Command(
    name = "pareto",
    description = {
      "Make a model smaller in many ways, measure all of them, and show what pays.",
      "Writes a page, a CSV and JSON. What is finished is kept: the same command goes on."
    })
final class ParetoCommand extends BaseCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description =
          "A model file, or the name of a model, which is trained (default: ${DEFAULT-VALUE}).")
  private String model = "cnn";

  @Mixin private DataOptions where;
  @Mixin private ImageLimit limit;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for page, figures and models (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("pareto");

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Trainings of each variant, from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds = 3;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes of every training after the first (default: ${DEFAULT-VALUE}).")
  private int epochs = 2;

  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description = "Another variant, by a recipe of your own; may be repeated.")
  private List<Path> more = new ArrayList<>();

  @Mixin private MeasureOptions measuring;

  @Option(
      names = "--render",
      description = "Make nothing: write page and CSV of the figures in the folder again.")
  private boolean renderOnly;

  @Override
  int run(Run run) throws IOException {
    if (renderOnly) return show(run, ParetoPage.read(folder));
    if (seeds < 1) throw new IllegalArgumentException("--seeds must be at least 1, not " + seeds);
    var baseline = Baseline.of(model);
    var recipes = recipes();
    Files.createDirectories(folder);
    var data = run.data(where);
    var training = limit.of(data.training());
    var settings =
        "'%s' with %d training pictures of %s"
            .formatted(model, training.size(), data.source().name());
    var variations = new Variations(run, baseline, recipes, training, data, folder, settings);
    var all = LongStream.range(run.seed(), run.seed() + seeds).boxed().toList();
    try {
      variations.make(all);
    } catch (StoppedException _) {
      run.screen().warn("Stopped; what is finished is kept: the same command goes on.");
      return Failures.INTERRUPTED;
    }
    return show(run, variations.measured(all, measuring.meter()));
  }

  private List<Recipe> recipes() throws IOException {
    var recipes = new ArrayList<>(Ladder.of(epochs));
    for (var file : more) recipes.add(RecipeFile.read(file));
    var names = recipes.stream().map(Recipe::name).distinct().toList();
    if (names.size() == recipes.size() && !names.contains(ParetoResults.BASELINE)) return recipes;
    throw new IllegalArgumentException(
        "every variant needs a name of its own: rename one of the files of --recipe");
  }

  private int show(Run run, ParetoResults results) throws IOException {
    ParetoPage.write(folder, results);
    run.put("variants", results.variants());
    for (var line : ParetoPage.advice(results)) run.screen().say("%s", line);
    run.screen().result("Page: %s", folder.resolve(ParetoPage.PAGE).toUri());
    return 0;
  }
}
