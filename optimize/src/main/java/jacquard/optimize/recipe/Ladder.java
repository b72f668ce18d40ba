package jacquard.optimize.recipe;

import jacquard.optimize.recipe.Prune.Unit;
import java.util.List;

/**
 * Recipes to try where nobody says what is wanted, from careful to bold. Trainings are short: what
 * suits a model best is for a recipe of its own.
 */
public final class Ladder {
  private Ladder() {}

  /**
   * The recipes.
   *
   * @param epochs of every training, at least 1
   */
  public static List<Recipe> of(int epochs) {
    var training = FineTuning.of(epochs);
    var taught = training.withTeacher(Distill.DEFAULT.weight());
    // Codes move little: large steps would only shake them.
    var careful = training.withLearningRate(FineTuning.NONE.learningRate() / 5);
    var weights = Prune.of(Unit.WEIGHTS, 0.9, training).gradually();
    var blocks = Prune.of(Unit.BLOCKS, 0.8, training).gradually();
    var half = Prune.of(Unit.CHANNELS, 0.5, taught).fitted();
    var quarter = Prune.of(Unit.CHANNELS, 0.75, taught).fitted();
    return List.of(
        Recipe.of("fine-tuned", new FineTune(training)),
        Recipe.of("int8-weights", Quantize.DEFAULT.ofWeights()),
        Recipe.of("int8", Quantize.DEFAULT),
        Recipe.of("int8-trained", Quantize.DEFAULT.trained(careful)),
        Recipe.of("low-rank", new Factorize(Factorize.By.ENERGY, 0.7, training)),
        Recipe.of("weights", weights),
        Recipe.of("blocks", blocks),
        Recipe.of("blocks-int8", blocks, Quantize.DEFAULT),
        Recipe.of("channels", Prune.of(Unit.CHANNELS, 0.5, training).fitted()),
        Recipe.of("distilled", quarter),
        Recipe.of("channels-int8", half, Quantize.DEFAULT),
        Recipe.of("distilled-int8", quarter, Quantize.DEFAULT),
        Recipe.of("coded", weights, new Share(16, careful), Compact.DEFAULT));
  }
}
