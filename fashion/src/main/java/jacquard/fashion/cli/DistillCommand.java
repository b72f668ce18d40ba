package jacquard.fashion.cli;

import jacquard.fashion.model.Zoo;
import jacquard.optimize.recipe.Distill;
import jacquard.optimize.recipe.Step;
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
  private List<String> more = new ArrayList<>();

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Divides all logits (default: ${DEFAULT-VALUE}).")
  private double temperature = Distill.DEFAULT.temperature();

  @Option(
      names = "--weight",
      paramLabel = "SHARE",
      description = "Of the teachers against the labels, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double weight = Distill.DEFAULT.weight();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the pictures (default: the student's recipe).")
  private int epochs = Distill.DEFAULT.epochs();

  @Override
  String suffix() {
    return "student";
  }

  @Override
  List<Step> steps() {
    Zoo.find(student);
    return List.of(new Distill(student, more, temperature, weight, epochs));
  }
}
