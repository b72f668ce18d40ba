package jacquard.fashion.cli;

import jacquard.optimize.recipe.Recipe;
import jacquard.optimize.recipe.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What the commands do alike that make another model of a trained one: load it, do a step or two of
 * a recipe, save it, and say what became of accuracy and size. Everything is chosen and measured on
 * validation pictures; 'jacquard evaluate' reads the test pictures.
 */
abstract class OptimizeCommand extends BaseCommand {
  @Parameters(paramLabel = "FILE", description = "A model file that 'jacquard train' wrote.")
  private Path file;

  @Mixin private DataOptions where;
  @Mixin private ImageLimit limit;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "The model file to write (default: beside the model, with another ending).")
  private Path output;

  /** What the new file's name has behind the model's. */
  abstract String suffix();

  /**
   * What is done to the model.
   *
   * @throws IllegalArgumentException if an option is out of its range
   */
  abstract List<Step> steps();

  @Override
  final int run(Run run) throws IOException {
    var recipe = new Recipe(suffix(), steps());
    var model = Classifier.load(file);
    var first = new Baseline.Trained(file, model, 0);
    run.trainedOn(model.info());
    var target = output == null ? OutputFile.check(besides(recipe)) : output;
    var data = run.data(where);
    var context =
        new GarmentContext(
            run, limit.of(data.training()), data.validation(), run.seed(), model.graph(), true);
    try {
      var last = new RecipeRun(run.screen(), recipe, "", null).apply(first.draft(), context);
      new CompressionResult(first, context).save(target, recipe, last);
    } catch (StoppedException _) {
      return Failures.INTERRUPTED;
    }
    return 0;
  }

  private Path besides(Recipe recipe) {
    return besides(file, suffix(), recipe.isCompact());
  }

  /** A name for what becomes of a model: its own, and a word more. */
  static Path besides(Path model, String suffix, boolean compact) {
    var name = model.getFileName().toString();
    int dot = name.lastIndexOf('.');
    var stem = dot > 0 ? name.substring(0, dot) : name;
    return model.resolveSibling(stem + "-" + suffix + (compact ? ".compact" : ".safetensors"));
  }
}
