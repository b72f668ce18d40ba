package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.Plan;
import jacquard.fashion.data.DataException;
import jacquard.fashion.report.ParetoResults;
import jacquard.optimize.pareto.Speed;
import jacquard.optimize.pareto.SpeedMeter;
import jacquard.optimize.pareto.Variant;
import jacquard.optimize.pareto.Wish;
import jacquard.optimize.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Tries recipes until it is known which keeps to a budget and serves its goal best, by validation
 * pictures and this machine's clock.
 */
record BudgetSearch(VariantModels models, Wish wish, SpeedMeter meter) {
  /**
   * The best recipe; its model is in the folder.
   *
   * @throws DataException if none keeps to the budget; the message says which comes closest
   */
  Recipe search(List<Recipe> recipes) throws IOException {
    var run = models.context().run();
    var graphs = new LinkedHashMap<String, Graph>();
    var files = new LinkedHashMap<String, Path>();
    graphs.put(ParetoResults.BASELINE, models.first().model().graph());
    files.put(ParetoResults.BASELINE, models.first().file());
    for (var recipe : recipes) {
      run.screen().say("Trying '%s': %s", recipe.name(), recipe.summary());
      models
          .make(recipe)
          .ifPresent(graph -> {
            graphs.put(recipe.name(), graph);
            files.put(recipe.name(), models.file(recipe));
          });
    }
    var speeds = meter.measure(graphs, models.context().validation(), run.parallel());
    double before = accuracy(graphs.get(ParetoResults.BASELINE));
    var variants = new ArrayList<Variant>();
    for (var name : graphs.keySet()) {
      variants.add(variant(name, before, graphs.get(name), files.get(name), speeds.get(name)));
      tell(variants.getLast());
    }
    run.put("budget", wish.toString()).put("variants", variants);
    return chosen(recipes, variants.subList(1, variants.size()));
  }

  private double accuracy(Graph graph) {
    var context = models.context();
    return Classifier.evaluate(context.run(), graph, context.validationImages()).accuracy();
  }

  private Variant variant(String name, double before, Graph graph, Path file, Speed speed)
      throws IOException {
    var plan = Plan.compile(graph);
    double loss = 100 * (before - accuracy(graph));
    return new Variant(name, loss, Files.size(file), plan.bytes() + plan.bufferBytes(1), speed);
  }

  private void tell(Variant variant) {
    models
        .context()
        .run()
        .screen()
        .say(
            "%-15s loses %5.2f points, %,11d bytes, %8.1f us, %,9.0f pictures/s",
            variant.name(),
            variant.loss(),
            variant.bytes(),
            1e6 * variant.speed().latency(),
            variant.speed().samplesPerSecond());
  }

  private Recipe chosen(List<Recipe> recipes, List<Variant> variants) {
    if (variants.isEmpty()) throw new DataException("no built-in recipe suits this model");
    var best = wish.best(variants);
    if (best.isEmpty()) {
      var closest = wish.closest(variants);
      throw new DataException(
          "nothing that was tried keeps to '%s': closest comes '%s' with %s; ask for less, or for a recipe of your own"
              .formatted(wish, closest.name(), wish.figures(closest)));
    }
    models.context().run().screen().say("Best for '%s': %s", wish, best.get().name());
    return recipes.stream()
        .filter(recipe -> recipe.name().equals(best.get().name()))
        .findFirst()
        .orElseThrow();
  }
}
