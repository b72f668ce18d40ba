package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.Plan;
import jacquard.fashion.data.DataException;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.report.ClassFigures;
import jacquard.fashion.report.ParetoPage;
import jacquard.fashion.report.ParetoResults;
import jacquard.fashion.report.ParetoResults.Cost;
import jacquard.fashion.report.ParetoResults.Outcome;
import jacquard.fashion.report.ParetoResults.SeedRun;
import jacquard.fashion.report.Text;
import jacquard.optimize.pareto.LayerFigures;
import jacquard.optimize.pareto.PeakMemory;
import jacquard.optimize.pareto.Speed;
import jacquard.optimize.pareto.SpeedMeter;
import jacquard.optimize.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * A model and what recipes make of it, seed by seed. Figures and models are kept in a folder after
 * each, from which the same command goes on; what models cost is measured at the end, in turns.
 */
final class Variations {
  private final Run run;
  private final Baseline baseline;
  private final List<Recipe> recipes;
  private final LabeledImages training;
  private final FashionMnist data;
  private final Path folder;
  private final String settings;
  private final SequencedMap<String, Outcome> outcomes = new LinkedHashMap<>();
  private Long javaBytes;

  /**
   * Prepares them.
   *
   * @param settings what all depends on besides the recipes
   * @throws DataException if the folder holds figures of other settings
   */
  Variations(
      Run run,
      Baseline baseline,
      List<Recipe> recipes,
      LabeledImages training,
      FashionMnist data,
      Path folder,
      String settings)
      throws IOException {
    this.run = run;
    this.baseline = baseline;
    this.recipes = recipes;
    this.training = training;
    this.data = data;
    this.folder = folder;
    this.settings = settings;
    outcome(ParetoResults.BASELINE, "the model as it was");
    recipes.forEach(recipe -> outcome(recipe.name(), recipe.summary()));
    var file = folder.resolve(ParetoPage.JSON);
    if (!Files.exists(file)) return;
    var earlier = ParetoResults.read(file);
    if (!earlier.settings().equals(settings)) {
      throw new DataException(
          "%s holds figures of %s, not of %s: choose another folder with -o"
              .formatted(file, earlier.settings(), settings));
    }
    for (var each : earlier.variants()) {
      outcomes.computeIfPresent(
          each.name(), (_, own) -> own.summary().equals(each.summary()) ? each : own);
    }
    javaBytes = earlier.javaBytes();
  }

  private void outcome(String name, String summary) {
    outcomes.put(name, new Outcome(name, summary, List.of(), null));
  }

  /**
   * Makes what is missing.
   *
   * @throws StoppedException if Ctrl-C came
   */
  void make(List<Long> seeds) throws IOException {
    for (long seed : seeds) {
      var first = baseline.trained(run, training, data, seed, folder(seed));
      var models = models(first, seed);
      if (!outcomes.get(ParetoResults.BASELINE).has(seed)) {
        add(ParetoResults.BASELINE, seed, first.model().graph(), first.seconds());
      }
      for (var recipe : recipes) {
        var outcome = outcomes.get(recipe.name()); // null where an earlier seed could not
        if (outcome != null && !outcome.has(seed)) make(recipe, models);
      }
    }
  }

  private VariantModels models(Baseline.Trained first, long seed) {
    var original = first.model().graph();
    var context = new GarmentContext(run, training, data.validation(), seed, original, false);
    return new VariantModels(first, context, folder(seed));
  }

  private void make(Recipe recipe, VariantModels models) throws IOException {
    long start = System.nanoTime();
    var made = models.make(recipe);
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (made.isEmpty()) outcomes.remove(recipe.name());
    else add(recipe.name(), models.context().seed(), made.get(), seconds);
  }

  /** Evaluates a finished model; this is where it meets the test pictures. */
  private void add(String name, long seed, Graph graph, double seconds) throws IOException {
    var validated = Classifier.evaluate(run, graph, data.validation());
    var tested = TestResult.of(run, graph, data).evaluation();
    var recalls = ClassFigures.of(tested.confusion()).stream().map(ClassFigures::recall).toList();
    var done = new SeedRun(seed, validated.accuracy(), tested.accuracy(), recalls, seconds);
    outcomes.computeIfPresent(name, (_, outcome) -> outcome.with(done));
    results().write(folder.resolve(ParetoPage.JSON));
    run.screen()
        .say(
            "%-15s seed %d  validation %s  %s",
            name, seed, Text.percent(validated.accuracy()), Text.seconds(seconds));
  }

  /** All of them with what the first seed's models cost: all measured now, if one was not yet. */
  ParetoResults measured(List<Long> seeds, SpeedMeter meter) throws IOException {
    if (outcomes.values().stream().anyMatch(each -> each.cost() == null)) measure(seeds, meter);
    return results();
  }

  private void measure(List<Long> seeds, SpeedMeter meter) throws IOException {
    run.screen().say("Measuring %d models in turns ...", outcomes.size());
    long seed = seeds.getFirst();
    var first = baseline.trained(run, training, data, seed, folder(seed));
    var models = models(first, seed);
    var files = new LinkedHashMap<String, Path>();
    files.put(ParetoResults.BASELINE, first.file());
    for (var recipe : recipes) {
      if (outcomes.containsKey(recipe.name())) files.put(recipe.name(), models.file(recipe));
    }
    var graphs = new LinkedHashMap<String, Graph>();
    files.forEach((name, file) -> graphs.put(name, Classifier.load(file).graph()));
    var speeds = meter.measure(graphs, Classifier.dataset(data.validation()), run.parallel());
    for (var name : files.keySet()) {
      var cost = cost(files.get(name), graphs.get(name), speeds.get(name));
      outcomes.computeIfPresent(name, (_, outcome) -> outcome.with(cost));
    }
    javaBytes = orNull(PeakMemory.measure(null, SpeedMeter.BATCH));
    results().write(folder.resolve(ParetoPage.JSON));
  }

  private static Cost cost(Path file, Graph graph, Speed speed) throws IOException {
    var plan = Plan.compile(graph);
    return new Cost(
        Files.size(file),
        plan.bytes() + plan.bufferBytes(1),
        orNull(PeakMemory.measure(file, SpeedMeter.BATCH)),
        speed,
        LayerFigures.of(graph));
  }

  private static Long orNull(OptionalLong bytes) {
    return bytes.isPresent() ? bytes.getAsLong() : null;
  }

  private ParetoResults results() {
    var all = new ArrayList<>(outcomes.values());
    return new ParetoResults(run.figures(), baseline.title(), settings, javaBytes, all);
  }

  private Path folder(long seed) {
    return folder.resolve("models").resolve("seed-" + seed);
  }
}
