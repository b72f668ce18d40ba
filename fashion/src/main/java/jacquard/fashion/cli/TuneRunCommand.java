package jacquard.fashion.cli;

import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.model.Zoo;
import jacquard.optimize.tune.Budget;
import jacquard.optimize.tune.Sampler;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.TrialExecutor;
import jacquard.optimize.tune.store.JdbcStorage;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a search, or goes on with it. */
@Command(
    name = "run",
    description = {
      "Search for the best hyper-parameters of a model; only validation pictures decide.",
      "Every trial is kept at once: after Ctrl-C or a crash the same command goes on, and several",
      "processes may work on one study."
    })
final class TuneRunCommand extends BaseCommand {
  @Parameters(paramLabel = "MODEL", description = "Its name; 'jacquard models' lists them.")
  private String model;

  @Mixin private StorageOptions storage;
  @Mixin private DataOptions where;

  @Option(
      names = "--study",
      paramLabel = "NAME",
      description = "The study's name (default: the model's).")
  private String study;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "How many the study is to have in all (default: ${DEFAULT-VALUE}).")
  private int trials = 50;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "gp, tpe, sobol, random or grid (default: ${DEFAULT-VALUE}).")
  private String sampler = "gp";

  @Option(
      names = "--pruner",
      paramLabel = "NAME",
      description = "asha, hyperband, halving, median or none (default: ${DEFAULT-VALUE}).")
  private String pruner = "asha";

  @Option(
      names = "--objectives",
      split = ",",
      paramLabel = "NAME",
      description = "One or more of accuracy, loss, latency, parameters (default: accuracy).")
  private List<String> objectives = List.of("accuracy");

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the pictures in a whole trial (default: ${DEFAULT-VALUE}).")
  private int epochs = 6;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Training pictures of each class (default: ${DEFAULT-VALUE}).")
  private int limit = 1_200;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Trials at a time, which share --threads; latencies are then those of a busy machine"
              + " (default: ${DEFAULT-VALUE}).")
  private int workers = 1;

  @Override
  int run(Run run) {
    Zoo.find(model);
    if (epochs < 1 || limit < 1 || workers < 1) {
      throw new IllegalArgumentException("--epochs, --limit and --workers must be at least 1");
    }
    var goals = objectives.stream().map(TuneSettings.Goal::parse).distinct().toList();
    var proposing = TuneSettings.sampler(sampler, model, run.seed());
    TuneSettings.pruner(pruner, epochs);
    var data = run.data(where);
    var settings =
        new TuneSettings(
            model, goals, sampler, pruner, epochs, limit, run.seed(), data.source().name());
    try (var opened = storage.openOrCreate()) {
      return search(run, opened, settings, proposing, data);
    }
  }

  private int search(
      Run run, JdbcStorage opened, TuneSettings settings, Sampler proposing, FashionMnist data) {
    var searched =
        Study.create(
            StudySettings.of(study == null ? model : study, proposing)
                .directions(settings.directions())
                .pruner(TuneSettings.pruner(pruner, epochs))
                .storage(opened));
    settings.keepIn(searched);
    var isStopped = new AtomicBoolean();
    try (var progress = new TuneProgress(run.screen(), settings, searched, trials)) {
      var training = new TrialTraining(settings, data, progress);
      run.interruption()
          .guard(() -> {
            isStopped.set(true);
            searched.stop();
            training.stop();
          });
      searched.onTrial(progress::ended);
      searched.optimizeSeveral(training, Budget.total(trials), executor(run));
    }
    var stored = new StoredStudy(searched.settings().name(), settings, searched.history());
    stored.put(run);
    if (isStopped.get()) {
      run.screen().warn("Stopped; what has ended is kept: the same command goes on.");
      return Failures.INTERRUPTED;
    }
    stored.showBest(run.screen());
    return 0;
  }

  private TrialExecutor executor(Run run) {
    if (workers == 1) return TrialExecutor.sequential(run.parallel());
    return TrialExecutor.threads(workers, Math.max(1, run.parallel().threads() / workers));
  }
}
