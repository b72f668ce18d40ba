package jacquard.fashion.cli;

import jacquard.engine.io.ModelFile;
import jacquard.fashion.model.Candidate;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.Text;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.StorageException;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.sample.RandomSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a search has found, to be seen or to be trained on. */
@Command(
    name = "best",
    description = {
      "Show the best trial of a study, or its front.",
      "With --train, train it on all pictures, save the model and measure it on the test pictures."
    })
final class TuneBestCommand extends BaseCommand {
  @Mixin private StorageOptions storage;
  @Mixin private DataOptions where;

  @Parameters(paramLabel = "STUDY", description = "Its name; 'jacquard tune list' lists them.")
  private String name;

  @Option(names = "--train", description = "Train it, and save the model.")
  private boolean train;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description = "Another trial than the best (of a front: than the first).")
  private Integer number;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the pictures (default: as in the study).")
  private Integer epochs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "The model file to write (default: STUDY.safetensors).")
  private Path output;

  @Override
  int run(Run run) throws IOException {
    var study = storage.read(name);
    study.put(run);
    if (!train) {
      study.showBest(run.screen());
      return 0;
    }
    var chosen = chosen(study);
    run.screen().say("%s", study.line(chosen));
    return train(run, study, chosen);
  }

  private FrozenTrial chosen(StoredStudy study) {
    if (number == null && study.best().isEmpty()) {
      throw new StorageException("the study \"%s\" has no complete trial yet".formatted(name));
    }
    if (number == null) return study.best().getFirst();
    if (number >= 0 && number < study.history().trials().size()) {
      return study.history().trials().get(number);
    }
    throw new StorageException("the study \"%s\" has no trial %d".formatted(name, number));
  }

  private int train(Run run, StoredStudy study, FrozenTrial chosen) throws IOException {
    var settings = study.settings();
    var file = output == null ? OutputFile.check(Path.of(name + ".safetensors")) : output;
    int passes = epochs == null ? settings.epochs() : epochs;
    var candidate = candidate(settings, chosen, passes, run.seed());
    var data = run.data(where);
    var training = new Training(run, candidate.module(), candidate.config());
    if (training.fit(data.training(), data.validation()).stopped()) {
      run.screen().warn("Stopped; nothing was saved.");
      return Failures.INTERRUPTED;
    }
    var extras = new LinkedHashMap<String, String>();
    extras.put(TrainingJob.DATA, data.source().name());
    extras.put(TrainingJob.DATA_SHA256, data.training().sha256());
    extras.put(TrainingJob.ACCURACY, Double.toString(training.validationAccuracy()));
    extras.put("study", name + ", trial " + chosen.number());
    var graph = Classifier.graph(candidate.module());
    ModelFile.save(file, graph, Classifier.info(settings.model(), extras));
    run.put("model_file", file.toString()).put("bytes", Files.size(file));
    training.report();
    run.screen().say("Model: %s, %s bytes", file, Text.count(Files.size(file)));
    TestResult.of(run, candidate.module(), data).show();
    return 0;
  }

  /** Proposes once more what a trial was. */
  static Candidate candidate(TuneSettings settings, FrozenTrial trial, int epochs, long seed) {
    var labels = new LinkedHashMap<String, String>();
    trial.parameters().forEach((key, parameter) -> labels.put(key, parameter.label()));
    var again = Study.create(StudySettings.of("again", new RandomSampler(seed)));
    again.enqueue(labels);
    return Candidate.of(Zoo.find(settings.model()), again.ask(), epochs, seed);
  }
}
