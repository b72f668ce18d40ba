package jacquard.optimize.recipe;

import jacquard.engine.graph.Graph;
import jacquard.optimize.distill.Distillation;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets another, untrained model learn to answer as this one does, by the training of its name.
 *
 * @param student its name
 * @param teachers files of more teachers
 * @param temperature divides all logits, above 0
 * @param weight of the teachers against the labels, in [0, 1]
 * @param epochs passes over the samples; 0 for as many as the student's training has
 */
public record Distill(
    String student, List<String> teachers, double temperature, double weight, int epochs)
    implements Step {
  /** A student is to be named; it learns from one teacher. */
  public static final Distill DEFAULT = new Distill("", List.of(), 2, 0.5, 0);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Distill {
    teachers = List.copyOf(teachers);
    Ranges.require(temperature > 0, "the temperature must be above 0, not " + temperature);
    Ranges.require(weight >= 0 && weight <= 1, "the teachers' weight is in [0, 1], not " + weight);
    Ranges.require(epochs >= 0, "epochs must be at least 0, not " + epochs);
  }

  /** A student of that name. */
  public static Distill into(String student, int epochs) {
    return new Distill(student, DEFAULT.teachers, DEFAULT.temperature, DEFAULT.weight, epochs);
  }

  @Override
  public Draft apply(Draft draft, StepContext context) {
    var graph = context.untrained(student);
    var all = new ArrayList<Graph>(List.of(draft.graph()));
    teachers.forEach(file -> all.add(context.load(file)));
    var config = context.config(student).toBuilder().seed(context.seed());
    if (epochs > 0) config.epochs(epochs);
    var training = config.build();
    double smoothing = training.labelSmoothing();
    var objective = new Distillation(all, temperature, weight, smoothing, context.parallel());
    context.train(graph, training, objective);
    return new Draft(student, graph);
  }

  @Override
  public String summary() {
    return "distill into '%s'%s".formatted(student, FineTuning.of(epochs).summary());
  }
}
