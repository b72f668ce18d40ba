package jacquard.fashion.cli;

import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.Page;
import jacquard.fashion.report.Sections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job in about a minute: train, measure, show. */
@Command(
    name = "demo",
    description = "Train 'cnn' quickly, show how well it does, and write a page with the curves.")
final class DemoCommand extends BaseCommand {
  private static final String MODEL = "cnn";
  private static final int SAMPLES = 8;

  @Mixin private DataOptions where;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the pictures (default: ${DEFAULT-VALUE}).")
  private int epochs = 3;

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

  @Override
  int run(Run run) throws IOException {
    var data = run.data(where);
    var model = Zoo.find(MODEL);
    var config = model.recipe().toBuilder().epochs(epochs).seed(run.seed()).build();
    var training = new Training(run, model.module(run.seed()), config);
    var history = training.fit(data.training().perClass(limit), data.validation());
    if (history.stopped()) {
      run.screen().warn("Stopped; a demo keeps nothing: 'jacquard train' would.");
      return Failures.INTERRUPTED;
    }
    run.put("model", MODEL);
    training.report();
    var result = TestResult.of(run, training.module(), data);
    write(run, training, result, data);
    result.showConfusion();
    result.showSamples(SAMPLES);
    run.put("page", output.toString()).screen().say("Page: %s", output.toUri());
    result.show();
    return 0;
  }

  private void write(Run run, Training training, TestResult result, FashionMnist data)
      throws IOException {
    var page = new Page("A small network learns " + run.dataTitle(), data.source());
    page.tiles(Stream.concat(result.tiles().stream(), training.tiles().stream()).toList());
    Sections.training(page, training.epochs());
    Sections.evaluation(page, result.test(), result.evaluation());
    page.write(output);
  }
}
