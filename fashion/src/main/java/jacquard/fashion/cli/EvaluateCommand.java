package jacquard.fashion.cli;

import jacquard.fashion.report.Page;
import jacquard.fashion.report.Sections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a saved model on the test pictures. */
@Command(name = "evaluate", description = "Measure a saved model on the test pictures.")
final class EvaluateCommand extends BaseCommand {
  @Parameters(paramLabel = "FILE", description = "A model file that 'jacquard train' wrote.")
  private Path file;

  @Mixin private DataOptions where;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Write a page with the confusion matrix and samples.")
  private Path report;

  @Override
  int run(Run run) throws IOException {
    var model = Classifier.load(file);
    run.trainedOn(model.info());
    var data = run.data(where);
    long start = System.nanoTime();
    var result = TestResult.of(run, model.module(), data);
    double seconds = (System.nanoTime() - start) * 1e-9;
    run.put("model", model.info().name())
        .put("model_file", file.toString())
        .put("parameters", model.module().parameterCount())
        .put("bytes", Files.size(file))
        .put("seconds", seconds)
        .put("images_per_second", result.test().size() / seconds);
    if (report != null) {
      var page =
          new Page(
              model.info().name() + " on the test pictures of " + run.dataTitle(), data.source());
      page.tiles(result.tiles());
      Sections.evaluation(page, result.test(), result.evaluation());
      page.write(report);
      run.screen().say("Page: %s", report.toUri());
    }
    result.showConfusion();
    result.showClasses();
    result.show();
    return 0;
  }
}
