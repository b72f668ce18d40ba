package jacquard.fashion.cli;

import jacquard.engine.optim.Adam;
import jacquard.engine.optim.ConstantLR;
import jacquard.engine.train.TrainingConfig;
import jacquard.fashion.data.DataException;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.model.Candidate;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.EpochFigures;
import jacquard.fashion.report.SearchResults;
import jacquard.fashion.report.Text;
import jacquard.fashion.report.TunedResults;
import jacquard.fashion.report.TuningPage;
import jacquard.optimize.tune.Budget;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.TrialExecutor;
import jacquard.optimize.tune.store.JdbcStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a searched recipe is worth on all pictures, against a plain one. */
@Command(
    name = "tuned",
    description = {
      "Search a recipe on few pictures, train it and a plain one on all, and compare.",
      "What is finished is kept: the same command goes on where it was stopped."
    })
final class TunedCommand extends BaseCommand {
  @Mixin private DataOptions where;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for figures and page (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("tuning-study");

  @Option(names = "--model", paramLabel = "NAME", description = "Default: ${DEFAULT-VALUE}.")
  private String model = "cnn-small";

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Trials of the search (default: ${DEFAULT-VALUE}).")
  private int trials = 40;

  @Option(
      names = "--trial-epochs",
      paramLabel = "N",
      description = "Passes over the pictures in a whole trial (default: ${DEFAULT-VALUE}).")
  private int trialEpochs = 8;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Pictures of each class in a trial (default: ${DEFAULT-VALUE}).")
  private int limit = 1_200;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over all pictures (default: ${DEFAULT-VALUE}).")
  private int epochs = 8;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Trainings of each recipe, from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds = 3;

  private final List<TunedResults.Run> runs = new ArrayList<>();
  private final AtomicBoolean isStopped = new AtomicBoolean();

  @Override
  int run(Run run) throws IOException {
    Zoo.find(model);
    Files.createDirectories(folder);
    var data = run.data(where);
    var study = search(run, data);
    if (!isStopped.get()) train(run, data, study);
    if (isStopped.get()) {
      run.screen().warn("Stopped; what is finished is kept: the same command goes on.");
      return Failures.INTERRUPTED;
    }
    TuningPage.write(folder);
    run.screen().result("Page: %s", folder.resolve(TuningPage.PAGE));
    return 0;
  }

  /** The search, as it stands at its end. */
  private StoredStudy search(Run run, FashionMnist data) {
    var goals = List.of(TuneSettings.Goal.ACCURACY);
    var settings =
        new TuneSettings(
            model, goals, "gp", "asha", trialEpochs, limit, run.seed(), data.source().name());
    try (var storage = JdbcStorage.sqlite(folder.resolve(TuningPage.STORAGE))) {
      var study =
          Study.create(
              StudySettings.of(model + " tuned", TuneSettings.sampler("gp", model, run.seed()))
                  .directions(settings.directions())
                  .pruner(TuneSettings.pruner("asha", trialEpochs))
                  .storage(storage));
      settings.keepIn(study);
      try (var progress = new TuneProgress(run.screen(), settings, study, trials)) {
        var training = new TrialTraining(settings, data, progress);
        run.interruption()
            .guard(() -> {
              isStopped.set(true);
              study.stop();
              training.stop();
            });
        study.onTrial(progress::ended);
        var executor = TrialExecutor.sequential(run.parallel());
        study.optimizeSeveral(training, Budget.total(trials), executor);
      }
      return new StoredStudy(study.settings().name(), settings, study.history());
    }
  }

  private void train(Run run, FashionMnist data, StoredStudy study) throws IOException {
    var file = folder.resolve(TuningPage.TUNED);
    if (Files.exists(file)) {
      var earlier = TunedResults.read(file);
      if (earlier.runs().stream().anyMatch(r -> r.epochs() != epochs)) {
        throw new DataException(
            file + " holds trainings of other lengths: ask for as many epochs or choose a folder");
      }
      runs.addAll(earlier.runs());
    }
    var best = study.best().getFirst();
    var search =
        new SearchResults(
            run.figures(),
            model,
            10 * limit,
            trialEpochs,
            trials * trialEpochs,
            List.of(
                SearchResults.Search.of(
                    "GP with ASHA", run.seed(), study.history(), TuneSettings.STEPS)));
    for (long seed = run.seed(); seed < run.seed() + seeds; seed++) {
      for (var recipe : List.of("plain", "tuned")) {
        var results = new TunedResults(run.figures(), search, runs);
        if (results.has(recipe, seed)) continue;
        var trained = train(run, data, study, recipe.equals("tuned") ? best : null, seed);
        if (trained == null) return;
        runs.add(trained);
        new TunedResults(run.figures(), search, runs).write(file);
      }
    }
  }

  /** One training on all pictures; null if it was stopped. */
  private TunedResults.Run train(
      Run run, FashionMnist data, StoredStudy study, FrozenTrial best, long seed) {
    var candidate =
        best == null
            ? plain(seed)
            : TuneBestCommand.candidate(study.settings(), best, epochs, seed);
    var training = Training.quiet(run, candidate.module(), candidate.config());
    if (training.fit(data.training(), data.validation()).stopped()) {
      isStopped.set(true);
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    if (best != null) best.parameters().forEach((name, p) -> parameters.put(name, p.label()));
    var tested = TestResult.of(run, training.module(), data).evaluation();
    var result =
        new TunedResults.Run(
            best == null ? "plain" : "tuned",
            seed,
            epochs,
            training.epochs().getLast().validationAccuracy(),
            tested.accuracy(),
            tested.loss(),
            EpochFigures.seconds(training.epochs()),
            parameters);
    run.screen()
        .say(
            "%s  seed %d  validation %s  test %s  %s",
            result.recipe(),
            seed,
            Text.percent(result.validationAccuracy()),
            Text.percent(result.accuracy()),
            Text.seconds(result.seconds()));
    return result;
  }

  /** What somebody begins with: Adam at 1e-3, 128 pictures a step, and nothing else. */
  private Candidate plain(long seed) {
    var config =
        TrainingConfig.builder()
            .epochs(epochs)
            .seed(seed)
            .optimizer(new Adam())
            .schedule(new ConstantLR(1e-3))
            .batchSize(128)
            .build();
    return new Candidate(Zoo.find(model).module(seed, 0), config);
  }
}
