package jacquard.fashion.cli;

import jacquard.engine.io.ModelFile;
import jacquard.engine.train.DivergedException;
import jacquard.engine.train.History;
import jacquard.fashion.data.DataException;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.report.Page;
import jacquard.fashion.report.Page.Tile;
import jacquard.fashion.report.Sections;
import jacquard.fashion.report.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a model of the zoo. */
@Command(
    name = "train",
    description = {
      "Train a model, save it, and measure it on the test pictures.",
      "Ctrl-C finishes the step and saves a checkpoint to go on from."
    })
final class TrainCommand extends BaseCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "Its name; 'jacquard models' lists them.")
  private String name;

  @Mixin private DataOptions where;
  @Mixin private TrainingOptions options;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "The model file to write (default: MODEL.safetensors).")
  private Path output;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description =
          "Where to save the training after each epoch (default: beside the model, until that is"
              + " complete).")
  private Path checkpoint;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Go on from a checkpoint, with the options of that training.")
  private Path resume;

  @Option(names = "--no-test", description = "Leave the test pictures alone.")
  private boolean noTest;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Write a page with the curves.")
  private Path report;

  @Override
  int run(Run run) throws IOException {
    var job = job(run.seed());
    var data = run.data(where);
    job.trainsOn(data.source().name());
    job.extras().put(TrainingJob.DATA_SHA256, job.limit(data.training()).sha256());
    var model = output == null ? OutputFile.check(Path.of(job.name() + ".safetensors")) : output;
    var saved = new CheckpointFile(checkpointFile(model), job.graph(), job.info(), run.screen());
    if (resume == null) saved.announceOlder();
    var training = new Training(run, job.module(), job.config(), saved);
    if (job.state() != null) training.trainer().restore(job.state());
    run.put("seed", job.config().seed())
        .put("model", job.name())
        .put("batch_size", job.config().batchSize())
        .put("recipe", job.config().toString())
        .put("options", job.extras());
    var history = fit(training, job, data, saved);
    if (history.stopped()) return stopped(run, training, saved);
    job.extras().put(TrainingJob.ACCURACY, Double.toString(training.validationAccuracy()));
    ModelFile.save(model, job.graph(), job.info());
    if (checkpoint == null && resume == null) saved.delete();
    run.put("model_file", model.toString()).put("bytes", Files.size(model));
    training.report();
    run.screen().say("Model: %s, %s bytes", model, Text.count(Files.size(model)));
    conclude(run, job.name(), training, data);
    return 0;
  }

  private TrainingJob job(long seed) {
    if (resume == null && name == null) {
      throw new IllegalArgumentException("name a model, or a checkpoint with --resume");
    }
    if (resume == null) return TrainingJob.begin(name, options, seed);
    if (options.isAnySet()) {
      throw new IllegalArgumentException(
          "--resume goes on with the options that its training began with: leave the others out");
    }
    var job = TrainingJob.resume(resume);
    if (name == null || name.equals(job.name())) return job;
    throw new IllegalArgumentException(
        "%s holds a training of '%s', not of '%s'".formatted(resume, job.name(), name));
  }

  private Path checkpointFile(Path model) {
    if (checkpoint != null) return checkpoint;
    return resume == null ? CheckpointFile.beside(model) : resume;
  }

  private static History fit(
      Training training, TrainingJob job, FashionMnist data, CheckpointFile saved) {
    try {
      return training.fit(job.limit(data.training()), data.validation());
    } catch (DivergedException e) {
      if (!saved.isSaved()) throw e;
      throw new DataException(
          "%s; the last good checkpoint is %s".formatted(e.getMessage(), saved.file()), e);
    }
  }

  private int stopped(Run run, Training training, CheckpointFile saved) {
    saved.save(training.trainer());
    training.report();
    run.put("stopped", true).put("checkpoint", saved.file().toString());
    var to = output == null ? "" : " -o " + output;
    run.screen().warn("Stopped; go on with: jacquard train --resume " + saved.file() + to);
    return Failures.INTERRUPTED;
  }

  /** The page, then the last line. */
  private void conclude(Run run, String model, Training training, FashionMnist data)
      throws IOException {
    var result = noTest ? null : TestResult.of(run, training.module(), data);
    if (report != null) {
      var page = new Page(model + " learns " + run.dataTitle(), data.source());
      var measured = result == null ? List.<Tile>of() : result.tiles();
      page.tiles(Stream.concat(measured.stream(), training.tiles().stream()).toList());
      Sections.training(page, training.epochs());
      if (result != null) Sections.evaluation(page, result.test(), result.evaluation());
      page.write(report);
      run.screen().say("Page: %s", report.toUri());
    }
    if (result != null) result.show();
    else training.showValidation();
  }
}
