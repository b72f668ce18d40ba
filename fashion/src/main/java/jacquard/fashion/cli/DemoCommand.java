package jacquard.fashion.cli;

import jacquard.engine.io.ModelFile;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.Page;
import jacquard.fashion.report.ParetoPage;
import jacquard.fashion.report.ParetoResults;
import jacquard.fashion.report.Sections;
import jacquard.optimize.recipe.FineTuning;
import jacquard.optimize.recipe.Prune;
import jacquard.optimize.recipe.Prune.Unit;
import jacquard.optimize.recipe.Quantize;
import jacquard.optimize.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole story in two minutes: train, make smaller in four ways, show what pays. */
@Command(
    name = "demo",
    description = {
      "Train 'cnn' quickly, prune it, make 8-bit codes of it, distil it into a smaller one,"
          + " combine",
      "these, measure everything, and write a page that says what pays."
    })
final class DemoCommand extends BaseCommand {
  private static final String MODEL = "cnn";
  private static final int SAMPLES = 8;

  @Mixin private DataOptions where;
  @Mixin private MeasureOptions measuring;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the pictures (default: ${DEFAULT-VALUE}).")
  private int epochs = 2;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Train on so many pictures of each class only (default: all, 5,500).")
  private int limit = 5_500;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = OutputFile.class,
      defaultValue = "demo.html",
      description = "The page to write (default: ${DEFAULT-VALUE}).")
  private Path output;

  /** Each once more through the pictures. */
  private static List<Recipe> recipes() {
    var training = FineTuning.of(1);
    var taught = training.withTeacher(0.9);
    return List.of(
        Recipe.of("pruned", Prune.of(Unit.CHANNELS, 0.5, training).fitted()),
        Recipe.of("int8", Quantize.DEFAULT),
        Recipe.of("distilled", Prune.of(Unit.CHANNELS, 0.75, taught).fitted()),
        Recipe.of("combined", Prune.of(Unit.CHANNELS, 0.5, taught).fitted(), Quantize.DEFAULT));
  }

  @Override
  int run(Run run) throws IOException {
    var data = run.data(where);
    var model = Zoo.find(MODEL);
    var config = model.recipe().toBuilder().epochs(epochs).seed(run.seed()).build();
    var pictures = data.training().perClass(limit);
    run.screen().say("1. A network learns: '%s', %s", MODEL, model.description());
    var training = new Training(run, model.module(run.seed()), config);
    if (training.fit(pictures, data.validation()).stopped()) return stopped(run);
    run.put("model", MODEL);
    training.report();
    var result = TestResult.of(run, training.module(), data);
    result.showConfusion();
    result.showSamples(SAMPLES);
    var smaller = smaller(run, training, data, pictures);
    if (smaller == null) return stopped(run);
    run.put("variants", smaller.variants());
    write(run, training, result, smaller, data);
    result.show();
    return 0;
  }

  private static int stopped(Run run) {
    run.screen().warn("Stopped; a demo keeps nothing: 'train' and 'pareto' would.");
    return Failures.INTERRUPTED;
  }

  /** What becomes of it in other ways; null if that was stopped. */
  private ParetoResults smaller(
      Run run, Training training, FashionMnist data, LabeledImages pictures) throws IOException {
    run.screen().say("2. It is made smaller in four ways, each trained once through the pictures");
    var folder = Files.createTempDirectory("jacquard-demo");
    try {
      var file = folder.resolve(MODEL + ".safetensors");
      var extras = Map.of(TrainingJob.DATA, data.source().name());
      ModelFile.save(file, Classifier.graph(training.module()), Classifier.info(MODEL, extras));
      var seeds = List.of(run.seed());
      var baseline = Baseline.of(file.toString());
      var variations = new Variations(run, baseline, recipes(), pictures, data, folder, MODEL);
      variations.make(seeds);
      return variations.measured(seeds, measuring.meter());
    } catch (StoppedException _) {
      return null;
    } finally {
      Folders.delete(folder);
    }
  }

  private void write(
      Run run, Training training, TestResult result, ParetoResults smaller, FashionMnist data)
      throws IOException {
    var page = new Page("A network learns " + run.dataTitle() + ", then slims", data.source());
    page.tiles(Stream.concat(result.tiles().stream(), training.tiles().stream()).toList());
    ParetoPage.addTo(page, smaller);
    Sections.training(page, training.epochs());
    Sections.evaluation(page, result.test(), result.evaluation());
    page.write(output);
    run.screen().say("3. What pays, by validation pictures");
    ParetoPage.advice(smaller).forEach(line -> run.screen().say("   %s", line));
    run.put("page", output.toString()).screen().say("Page: %s", output.toUri());
  }
}
