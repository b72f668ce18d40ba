package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.engine.train.TrainingConfig;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.model.ZooModel;
import jacquard.fashion.report.SmallerRun;
import java.util.function.Supplier;

/**
 * How a table's models begin: trained by the model's own recipe, then further. What is chosen here
 * was chosen on validation pictures, with a seed that is not published.
 *
 * @param model of the zoo
 * @param epochs of the first training
 * @param more epochs of the second
 * @param rate the largest learning rate of the second
 */
record Stages(ZooModel model, int epochs, int more, double rate) {
  static Stages of(String model, int epochs, int more, double rate) {
    return new Stages(Zoo.find(model), epochs, more, rate);
  }

  /** The second training: the model's recipe but for epochs and learning rate. */
  TrainingConfig second(StudyWorkshop workshop, long seed) {
    var recipe = model.recipe();
    return recipe.toBuilder()
        .epochs(workshop.epochs(more))
        .seed(seed)
        .schedule(recipe.schedule().withLearningRate(rate))
        .build();
  }

  /** The model after the first training, a copy to change. */
  Graph first(StudyWorkshop workshop, long seed) {
    return workshop.trained(model, seed, epochs);
  }

  /** The model after both trainings. */
  Graph both(StudyWorkshop workshop, long seed) {
    var graph = first(workshop, seed);
    workshop.train(graph, second(workshop, seed), null);
    return graph;
  }

  /** The epochs of both. */
  int passes(StudyWorkshop workshop) {
    return workshop.epochs(epochs) + (more == 0 ? 0 : workshop.epochs(more));
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
