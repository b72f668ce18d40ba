package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.model.ZooModel;
import jacquard.fashion.report.SmallerRun;
import jacquard.optimize.recipe.Draft;
import jacquard.optimize.recipe.FineTune;
import jacquard.optimize.recipe.FineTuning;
import jacquard.optimize.recipe.Step;
import java.util.function.Supplier;

/**
 * How a table's models begin: trained by the model's own recipe, then further. What is chosen here
 * was chosen on validation pictures, with a seed that is not published.
 *
 * @param model what is trained
 * @param epochs of the first training
 * @param more the second training
 */
record Stages(ZooModel model, int epochs, FineTuning more) {
  static Stages of(String model, int epochs) {
    return new Stages(Zoo.find(model), epochs, FineTuning.NONE);
  }

  static Stages of(String model, int epochs, int more, double rate) {
    return of(Zoo.find(model), epochs, more, rate);
  }

  static Stages of(ZooModel model, int epochs, int more, double rate) {
    return new Stages(model, epochs, FineTuning.of(more).withLearningRate(rate));
  }

  /** The same without the second training. */
  Stages once() {
    return new Stages(model, epochs, FineTuning.NONE);
  }

  /** The second training, as long as the user wants it. */
  FineTuning more(StudyWorkshop workshop) {
    return workshop.further(more);
  }

  /** The model after the first training. */
  Draft first(StudyWorkshop workshop, long seed) {
    return new Draft(model.name(), workshop.trained(model, seed, epochs));
  }

  /** What a step makes of the model after the first training. */
  Graph made(StudyWorkshop workshop, long seed, Step step) {
    return workshop.made(first(workshop, seed), seed, step);
  }

  /** The model after both trainings. */
  Graph both(StudyWorkshop workshop, long seed) {
    return made(workshop, seed, new FineTune(more(workshop)));
  }

  /** The epochs of both. */
  int passes(StudyWorkshop workshop) {
    return workshop.epochs(epochs) + more(workshop).epochs();
  }

  /** Makes a model of the table. */
  void piece(
      StudyWorkshop workshop,
      String variant,
      double level,
      String against,
      long seed,
      Supplier<Graph> make) {
    piece(workshop, variant, level, against, seed, false, make);
  }

  /** The same, in a compact file or as any model. */
  void piece(
      StudyWorkshop workshop,
      String variant,
      double level,
      String against,
      long seed,
      boolean compact,
      Supplier<Graph> make) {
    var wanted = SmallerRun.wanted(model.name(), variant, level, against, seed, passes(workshop));
    workshop.piece(wanted, compact, make);
  }
}
