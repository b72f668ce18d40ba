package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.fashion.model.Zoo;
import jacquard.optimize.distill.Distillation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a small model learn from trained ones. */
@Command(
    name = "distill",
    description = {
      "Train a student to answer as a trained model, its teacher, does.",
      "The student is a model of the zoo and trained by its recipe."
    })
final class DistillCommand extends OptimizeCommand {
  @Option(
      names = "--student",
      paramLabel = "MODEL",
      required = true,
      description = "Its name; 'jacquard models' lists them.")
  private String student;

  @Option(
      names = "--teacher",
      paramLabel = "FILE",
      description = "Another teacher beside the first; may be repeated.")
  private List<Path> more = new ArrayList<>();

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Divides all logits (default: ${DEFAULT-VALUE}).")
  private double temperature = 4;

  @Option(
      names = "--weight",
      paramLabel = "SHARE",
      description = "Of the teachers against the labels, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double weight = 0.9;

  @Override
  String suffix() {
    return "student";
  }

  @Override
  String modelName(String teacher) {
    return student;
  }

  @Override
  Graph change(Graph trained) {
    var model = Zoo.find(student);
    var teachers = new ArrayList<>(List.of(trained));
    more.forEach(file -> teachers.add(Classifier.load(file).graph()));
    var run = currentRun();
    var graph = Classifier.graph(model.module(run.seed()));
    var config = model.recipe().toBuilder().seed(run.seed());
    if (epochs() > 0) config.epochs(epochs());
    var recipe = config.build();
    var objective =
        new Distillation(teachers, temperature, weight, recipe.labelSmoothing(), run.parallel());
    run.put("student", student).put("temperature", temperature).put("weight", weight);
    train(new GraphModule(graph), recipe, objective);
    return graph;
  }
}
