package jacquard.fashion.cli;

import jacquard.engine.graph.Plan;
import jacquard.engine.train.Evaluation;
import jacquard.fashion.report.Text;
import jacquard.optimize.pareto.LayerFigures;
import jacquard.optimize.recipe.Draft;
import jacquard.optimize.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What became of a model, on validation pictures.
 *
 * @param first the model as it was
 */
record CompressionResult(Baseline.Trained first, GarmentContext context) {
  /** Saves the new model and says how it does beside the old one. */
  void save(Path target, Recipe recipe, Draft after) throws IOException {
    var is = Classifier.evaluate(context.run(), after.graph(), context.validationImages());
    var extras = first.extras();
    extras.put(TrainingJob.ACCURACY, Double.toString(is.accuracy()));
    extras.merge("changes", recipe.name(), (earlier, last) -> earlier + ", " + last);
    var info = Classifier.info(after.name(), extras);
    Classifier.save(target, after.graph(), info, recipe.isCompact());
    report(target, recipe, after, is);
  }

  private void report(Path target, Recipe recipe, Draft after, Evaluation is) throws IOException {
    var run = context.run();
    var before = first.model().graph();
    var was = Classifier.evaluate(run, before, context.validationImages());
    long bytesBefore = Files.size(first.file());
    long bytes = Files.size(target);
    var plan = Plan.compile(after.graph());
    var layers = LayerFigures.of(after.graph());
    run.put("model", after.name())
        .put("model_file", target.toString())
        .put("steps", recipe.steps().stream().map(Object::toString).toList())
        .put("bytes_before", bytesBefore)
        .put("bytes", bytes)
        .put("plan_bytes_before", Plan.compile(before).bytes())
        .put("plan_bytes", plan.bytes())
        .put("plan", plan.toString().lines().toList())
        .put("layers", layers)
        .put("sparsity_reached", LayerFigures.sparsity(layers))
        .put("validation_accuracy_before", was.accuracy())
        .put("validation_accuracy", is.accuracy())
        .put("validation_loss", is.loss());
    run.screen()
        .say(
            "Model: %s, %s bytes, %.1f times smaller",
            target, Text.count(bytes), (double) bytesBefore / bytes);
    run.screen()
        .result(
            "validation accuracy %s  (%s before)",
            Text.percent(is.accuracy()), Text.percent(was.accuracy()));
  }
}
