package jacquard.fashion.cli;

import jacquard.fashion.data.DataException;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.AtomicFile;
import jacquard.fashion.report.DropoutMarkdown;
import jacquard.fashion.report.DropoutPage;
import jacquard.fashion.report.DropoutPictures;
import jacquard.fashion.report.DropoutResults;
import jacquard.fashion.report.DropoutRun;
import jacquard.fashion.report.EpochFigures;
import jacquard.fashion.report.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What dropout does to the gap between training and validation. Every finished training is saved,
 * so that the same command goes on where it was stopped.
 */
@Command(
    name = "dropout",
    description = {
      "Train with dropout rates from 0 to 0.7, on few and on all pictures, and compare.",
      "Finished trainings are kept: the same command goes on where it was stopped."
    })
final class DropoutCommand extends BaseCommand {
  /** The most pictures of a class that there are to train on. */
  private static final int ALL = 5_500;

  @Mixin private DataOptions where;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for results, page and pictures (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("dropout-study");

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description = "Models (default: mlp,cnn).")
  private List<String> models = List.of("mlp", "cnn");

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "RATE",
      description = "Dropout rates (default: 0,0.1 and so on up to 0.7).")
  private List<Double> rates = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Trainings of each kind, from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds = 3;

  @Option(
      names = "--few",
      paramLabel = "N",
      description = "Pictures of each class where there are few (default: ${DEFAULT-VALUE}).")
  private int few = 600;

  @Option(
      names = "--few-epochs",
      paramLabel = "N",
      description = "Passes over few pictures (default: ${DEFAULT-VALUE}).")
  private int fewEpochs = 30;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Passes over all pictures; 0 leaves these trainings out (default: ${DEFAULT-VALUE}).")
  private int epochs = 10;

  @Option(
      names = "--render",
      description = "Train nothing: make page and pictures of the results again.")
  private boolean renderOnly;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Write an HTML page too.")
  private Path report;

  /** A training to make. */
  private record Job(String model, int perClass, double rate, long seed, int epochs) {
    /** Refuses what could not be trained: better now than hours later. */
    Job {
      Zoo.find(model).architecture().apply(rate);
    }

    boolean isDone(List<DropoutRun> runs) {
      return runs.stream().anyMatch(this::isDoneBy);
    }

    private boolean isDoneBy(DropoutRun run) {
      return isOfTable(run) && run.rate() == rate && run.seed() == seed;
    }

    private boolean isOfTable(DropoutRun run) {
      return run.model().equals(model) && run.perClass() == perClass;
    }

    /** Whether the two must not stand in one table. */
    boolean contradicts(DropoutRun run) {
      return isOfTable(run) && run.epochs().size() != epochs;
    }
  }

  @Override
  int run(Run run) throws IOException {
    Files.createDirectories(folder);
    var file = folder.resolve(DropoutPictures.JSON);
    if (!renderOnly && !train(run, file)) {
      run.screen().warn("Stopped; what is finished is in " + file + ": the same command goes on.");
      return Failures.INTERRUPTED;
    }
    var results = DropoutResults.read(file);
    if (results.runs().isEmpty()) throw new DataException(file + " holds no finished training.");
    AtomicFile.write(folder.resolve(DropoutPictures.PAGE), DropoutMarkdown.render(results));
    DropoutPictures.write(folder, results);
    if (report != null) DropoutPage.render(results).write(report);
    run.put("runs", results.runs());
    run.screen().result("Page: %s", folder.resolve(DropoutPictures.PAGE));
    return 0;
  }

  /** Makes the trainings that are missing; false if it was stopped. */
  private boolean train(Run run, Path file) throws IOException {
    var jobs = jobs(run.seed());
    var data = run.data(where);
    var done = new ArrayList<DropoutRun>();
    if (Files.exists(file)) done.addAll(earlier(run, file, jobs));
    long count = jobs.stream().filter(job -> job.isDone(done)).count();
    run.screen().say("%d of %d trainings are done.", count, jobs.size());
    for (var job : jobs) {
      if (job.isDone(done)) continue;
      var result = train(run, data, job);
      if (result == null) return false;
      done.add(result);
      new DropoutResults(run.figures(), done).write(file);
    }
    return true;
  }

  /** What is there already, unless it must not stand beside what is to come. */
  private static List<DropoutRun> earlier(Run run, Path file, List<Job> jobs) throws IOException {
    var earlier = DropoutResults.read(file);
    if (earlier.isGenerated() != run.isGenerated()) {
      throw new DataException(
          "%s holds results from %s; choose another folder"
              .formatted(file, earlier.circumstances().get("data_source")));
    }
    for (var done : earlier.runs()) {
      if (jobs.stream().anyMatch(job -> job.contradicts(done))) {
        throw new DataException(
            "%s holds trainings of '%s' with %d epochs: ask for as many or choose another folder"
                .formatted(file, done.model(), done.epochs().size()));
      }
    }
    return earlier.runs();
  }

  private List<Job> jobs(long firstSeed) {
    if (seeds < 1 || few < 1) {
      throw new IllegalArgumentException("--seeds and --few must be at least 1");
    }
    var jobs = new ArrayList<Job>();
    for (var model : models) {
      for (int seed = 0; seed < seeds; seed++) {
        for (double rate : rates) {
          jobs.add(new Job(model, few, rate, firstSeed + seed, fewEpochs));
          if (epochs > 0) jobs.add(new Job(model, ALL, rate, firstSeed + seed, epochs));
        }
      }
    }
    return jobs;
  }

  private DropoutRun train(Run run, FashionMnist data, Job job) {
    var model = Zoo.find(job.model);
    var config =
        model.recipe().toBuilder()
            .epochs(job.epochs)
            .seed(job.seed)
            .augmentations()
            .keepBest(false)
            .build();
    var training = Training.quiet(run, model.module(job.seed, job.rate), config);
    var history = training.fit(data.training().perClass(job.perClass), data.validation());
    if (history.stopped()) return null;
    // These pictures belong to the few and to all.
    var graph = Classifier.graph(training.module());
    var trained = Classifier.evaluate(run, graph, data.training().perClass(few));
    var validated = training.epochs().getLast();
    var tested = TestResult.of(run, training.module(), data);
    var result =
        new DropoutRun(
            job.model,
            job.perClass,
            job.rate,
            job.seed,
            trained.accuracy(),
            trained.loss(),
            validated.validationAccuracy(),
            validated.validationLoss(),
            tested.evaluation().accuracy(),
            tested.evaluation().loss(),
            EpochFigures.seconds(training.epochs()),
            training.epochs());
    show(run, result);
    return result;
  }

  private static void show(Run run, DropoutRun result) {
    run.screen()
        .say(
            "%s  %s images  rate %.1f  seed %d  training %s  validation %s  test %s  %s",
            result.model(),
            Text.count(10L * result.perClass()),
            result.rate(),
            result.seed(),
            Text.percent(result.trainingAccuracy()),
            Text.percent(result.validationAccuracy()),
            Text.percent(result.accuracy()),
            Text.seconds(result.seconds()));
  }
}
