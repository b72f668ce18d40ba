package jacquard.fashion.cli;

import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.SearchResults;
import jacquard.fashion.report.SearchResults.Search;
import jacquard.fashion.report.TuningPage;
import jacquard.optimize.tune.Budget;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.TrialExecutor;
import jacquard.optimize.tune.store.JdbcStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which way of searching pays most for the same number of epochs. */
@Command(
    name = "search",
    description = {
      "Search the hyper-parameters of a model in six ways with equal budgets, and compare.",
      "Finished trials are kept: the same command goes on where it was stopped."
    })
final class SearchCommand extends BaseCommand {
  private static final Map<String, Object> PLAIN =
      Map.of(
          "dropout",
          0.0,
          "learning_rate",
          1e-3,
          "weight_decay",
          1e-4,
          "schedule",
          "constant",
          "batch_size",
          128,
          "augmentation",
          "none");

  /** A way of searching; the first one only trains plainly. */
  private record Method(String name, String sampler, String pruner, boolean everySeed) {}

  private static final List<Method> METHODS =
      List.of(
          new Method("plain", "random", "none", true),
          new Method("random", "random", "none", true),
          new Method("random+ASHA", "random", "asha", true),
          new Method("grid", "grid", "none", false),
          new Method("Sobol", "sobol", "none", false),
          new Method("TPE", "tpe", "none", false),
          new Method("GP", "gp", "none", false));

  @Mixin private DataOptions where;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for figures, page and picture (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("tuning-study");

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "What is searched (default: ${DEFAULT-VALUE}).")
  private String model = "lenet-5";

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Whole trials that a budget is worth (default: ${DEFAULT-VALUE}).")
  private int trials = 20;

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
      names = "--seeds",
      paramLabel = "N",
      description = "Random searches, from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds = 5;

  @Option(
      names = "--other-seeds",
      paramLabel = "N",
      description = "Searches of every other kind (default: ${DEFAULT-VALUE}).")
  private int otherSeeds = 1;

  @Option(names = "--render", description = "Search nothing: make the page of the figures again.")
  private boolean renderOnly;

  @Override
  int run(Run run) throws IOException {
    if (trials < 1 || epochs < 1 || limit < 1 || seeds < 1 || otherSeeds < 1) {
      throw new IllegalArgumentException(
          "numbers of trials, epochs, pictures, seeds are at least 1");
    }
    Zoo.find(model);
    Files.createDirectories(folder);
    if (!renderOnly && !search(run)) {
      run.screen().warn("Stopped; what has ended is kept: the same command goes on.");
      return Failures.INTERRUPTED;
    }
    TuningPage.write(folder);
    run.screen().result("Page: %s", folder.resolve(TuningPage.PAGE));
    return 0;
  }

  /** All searches; false if they were stopped. */
  private boolean search(Run run) throws IOException {
    var data = run.data(where);
    var searches = new ArrayList<Search>();
    var isStopped = new AtomicBoolean();
    try (var storage = JdbcStorage.sqlite(folder.resolve(TuningPage.STORAGE))) {
      for (var method : METHODS) {
        int count = method.everySeed ? seeds : otherSeeds;
        for (long seed = run.seed(); seed < run.seed() + count; seed++) {
          var study = search(run, storage, data, method, seed, isStopped);
          if (isStopped.get()) return false;
          searches.add(Search.of(method.name, seed, study.history()));
          new SearchResults(run.figures(), model, 10 * limit, epochs, budget(), searches)
              .write(folder.resolve(TuningPage.SEARCHES));
        }
      }
    }
    return true;
  }

  private int budget() {
    return trials * epochs;
  }

  private Study search(
      Run run,
      JdbcStorage storage,
      FashionMnist data,
      Method method,
      long seed,
      AtomicBoolean isStopped) {
    var name = "%s %s %d".formatted(model, method.name, seed);
    var goals = List.of(TuneSettings.Goal.ACCURACY);
    var settings =
        new TuneSettings(
            model, goals, method.sampler, method.pruner, epochs, limit, seed, data.source().name());
    var study =
        Study.create(
            StudySettings.of(name, TuneSettings.sampler(method.sampler, model, seed))
                .directions(settings.directions())
                .pruner(TuneSettings.pruner(method.pruner, epochs))
                .storage(storage));
    settings.keepIn(study);
    boolean plain = method.name.equals("plain");
    if (plain && study.trials().stream().allMatch(FrozenTrial::isTorn)) study.enqueue(PLAIN);
    int all = plain ? epochs : budget();
    if (spent(study.history()) >= all) return study;
    try (var progress = new TuneProgress(run.screen(), settings, study, trials)) {
      var training = new TrialTraining(settings, data, progress);
      run.interruption()
          .guard(() -> {
            isStopped.set(true);
            study.stop();
            training.stop();
          });
      study.onTrial(_ -> {
        if (spent(study.history()) >= all) study.stop();
      });
      var executor = TrialExecutor.sequential(run.parallel());
      study.optimizeSeveral(training, Budget.total(Integer.MAX_VALUE), executor);
    }
    var best = study.best().map(t -> t.value()).orElse(0.0);
    run.screen().say("%s: %d trials, best %.2f %%", name, study.trials().size(), best);
    return study;
  }

  /** Epochs of all trials that count. */
  private static int spent(History history) {
    return history.trials().stream()
        .filter(t -> !t.isTorn() && !t.reports().isEmpty())
        .mapToInt(t -> t.reports().lastKey())
        .sum();
  }
}
