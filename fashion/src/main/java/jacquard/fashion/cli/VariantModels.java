package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.optimize.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What recipes make of one model; files of models, and of their steps, are kept in a folder.
 *
 * @param first the model as it was
 */
record VariantModels(Baseline.Trained first, GarmentContext context, Path folder) {
  /**
   * Makes a model, or takes it from the folder.
   *
   * @return nothing if this model cannot follow the recipe: that is then said
   */
  Optional<Graph> make(Recipe recipe) throws IOException {
    var run = context.run();
    try {
      var steps = RecipeRun.keeping(folder, recipe, first, context);
      var last = steps.apply(first.draft(), context);
      var info = Classifier.info(last.name(), first.extras());
      Files.createDirectories(folder);
      Classifier.save(file(recipe), last.graph(), info, recipe.isCompact());
      return Optional.of(last.graph());
    } catch (IllegalArgumentException e) {
      run.screen().warn("'%s' is left out: %s".formatted(recipe.name(), e.getMessage()));
      return Optional.empty();
    }
  }

  /** Where a recipe's model is. */
  Path file(Recipe recipe) {
    return folder.resolve(recipe.name() + (recipe.isCompact() ? ".compact" : ".safetensors"));
  }
}
