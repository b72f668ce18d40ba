package jacquard.fashion.cli;

import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.SearchResults;
import jacquard.fashion.report.SearchResults.Search;
import jacquard.fashion.report.Text;
import jacquard.fashion.report.TuningPage;
import jacquard.kernels.Parallel;
import jacquard.optimize.tune.Budget;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.Trial;
import jacquard.optimize.tune.TrialExecutor;
import jacquard.optimize.tune.store.JdbcStorage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which way of searching pays most for the same number of epochs. */
@Command(
    name = "search",
    description = {
      "Search the hyper-parameters of a model in six ways with equal budgets, and compare.",
      "As many searches run at a time as there are threads; none hears of the others.",
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
  private int trials = 16;

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

  /** What stops the searches that have begun. */
  private final List<Runnable> running = new CopyOnWriteArrayList<>();

  private volatile boolean isStopped;

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

  /** All searches, as many at a time as there are threads; false if they were stopped. */
  private boolean search(Run run) throws IOException {
    var data = run.data(where);
    run.put(SearchResults.RUNGS, TuneSettings.rungs(epochs));
    var file = folder.resolve(TuningPage.SEARCHES);
    var effort = new Effort(file);
    var searches = new ArrayList<Search>();
    run.interruption().guard(this::stop);
    try (var storage = JdbcStorage.sqlite(folder.resolve(TuningPage.STORAGE));
        var workers = Executors.newFixedThreadPool(run.parallel().threads())) {
      var begun = new ArrayList<CompletableFuture<Search>>();
      for (var method : METHODS) {
        for (int i = 0; i < (method.everySeed ? seeds : otherSeeds); i++) {
          long seed = run.seed() + i;
          begun.add(
              CompletableFuture.supplyAsync(
                  () -> search(run, storage, data, method, seed), workers));
        }
      }
      try {
        for (var one : begun) {
          searches.add(one.join());
          if (isStopped) return false;
          effort.put(run);
          new SearchResults(run.figures(), model, 10 * limit, epochs, budget(), searches)
              .write(file);
        }
      } finally {
        if (searches.size() < begun.size()) stop();
      }
    }
    return true;
  }

  private void stop() {
    isStopped = true;
    running.forEach(Runnable::run);
  }

  private int budget() {
    return trials * epochs;
  }

  /** One search, on the calling thread alone: what it finds does not depend on the others. */
  private Search search(Run run, JdbcStorage storage, FashionMnist data, Method method, long seed) {
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
    if (spent(study.history()) < all) {
      spend(study, new TrialTraining(settings, data, (_, _) -> {}), all);
      var best = study.best().map(t -> t.value()).orElse(0.0);
      run.screen().say("%s: %d trials, best %.2f %%", name, study.trials().size(), best);
    }
    return Search.of(method.name, seed, study.history(), TuneSettings.STEPS);
  }

  private void spend(Study study, TrialTraining training, int all) {
    running.add(training::stop);
    running.add(study::stop);
    if (isStopped) return;
    study.onTrial(_ -> {
      if (isStopped || spent(study.history()) >= all) study.stop();
    });
    study.optimizeSeveral(
        trial -> timed(training, trial),
        Budget.total(Integer.MAX_VALUE),
        TrialExecutor.sequential(Parallel.inline()));
  }

  /** A trial with the processor time of its thread, which does nearly everything. */
  private static double[] timed(TrialTraining training, Trial trial) throws InterruptedException {
    var clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    try {
      return training.evaluate(trial);
    } finally {
      double seconds = (clock.getCurrentThreadCpuTime() - start) * 1e-9;
      trial.setUserAttribute(SearchResults.CPU_SECONDS, Text.format("%.3f", seconds));
    }
  }

  /** Epochs of all trials that count. */
  private static double spent(History history) {
    return history.trials().stream()
        .filter(t -> !t.isTorn())
        .mapToDouble(TuneSettings::epochs)
        .sum();
  }

  /** What the study has cost since it began, pauses between runs left out. */
  private static final class Effort {
    private final long start = System.nanoTime();
    private final double seconds;
    private final double cpuSeconds;

    Effort(Path file) throws IOException {
      var earlier =
          Files.exists(file) ? SearchResults.read(file).circumstances() : Map.<String, Object>of();
      seconds = number(earlier.get(SearchResults.SECONDS));
      cpuSeconds = number(earlier.get(SearchResults.CPU_SECONDS));
    }

    private static double number(Object figure) {
      return figure instanceof Number number ? number.doubleValue() : 0;
    }

    void put(Run run) {
      var cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
      run.put(SearchResults.SECONDS, seconds + (System.nanoTime() - start) * 1e-9)
          .put(SearchResults.CPU_SECONDS, cpuSeconds + cpu.toMillis() * 1e-3);
    }
  }
}
