package jacquard.optimize.recipe;

import jacquard.engine.graph.Graph;
import jacquard.engine.train.Callback;
import jacquard.engine.train.Objective;
import jacquard.engine.train.TrainingConfig;
import jacquard.optimize.distill.Distillation;
import jacquard.optimize.prune.KeepZeros;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a changed model is trained further, by its name's training but for what stands here. Weights
 * that are zero stay zero.
 *
 * @param epochs passes over the samples; 0 for none
 * @param learningRate the largest one
 * @param teacher how much the model that the recipe began with counts against the labels, in [0,
 *     1]: above 0 it teaches what was made of it
 * @param temperature by which logits are then divided
 */
public record FineTuning(int epochs, double learningRate, double teacher, double temperature) {
  /** A share of the training in which pruning is over, so that the rest can recover. */
  private static final double RAMP = 0.75;

  /** None; and what holds for the others where nothing is chosen. */
  public static final FineTuning NONE = new FineTuning(0, 1e-3, 0, 2);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public FineTuning {
    Ranges.require(epochs >= 0, "epochs must be at least 0, not " + epochs);
    Ranges.require(
        learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
        "a learning rate must be above 0, not " + learningRate);
    Ranges.require(teacher >= 0 && teacher <= 1, "a teacher's share is in [0, 1], not " + teacher);
    Ranges.require(temperature > 0, "the temperature must be above 0, not " + temperature);
  }

  /** So many passes. */
  public static FineTuning of(int epochs) {
    return new FineTuning(epochs, NONE.learningRate, NONE.teacher, NONE.temperature);
  }

  /** The same for so many passes. */
  public FineTuning withEpochs(int passes) {
    return new FineTuning(passes, learningRate, teacher, temperature);
  }

  /** The same with another largest learning rate. */
  public FineTuning withLearningRate(double rate) {
    return new FineTuning(epochs, rate, teacher, temperature);
  }

  /** The same with the original model as a teacher. */
  public FineTuning withTeacher(double share) {
    return new FineTuning(epochs, learningRate, share, temperature);
  }

  /** Trains a graph in place. */
  void run(String name, Graph graph, StepContext context, Callback... callbacks) {
    if (epochs == 0) return;
    var config = config(name, context);
    var all = Stream.concat(Stream.of(new KeepZeros(graph)), Stream.of(callbacks));
    context.train(graph, config, objective(config, context), all.toArray(Callback[]::new));
  }

  /** The step of the training at which a gradual change is complete. */
  long rampSteps(String name, StepContext context) {
    long steps = Math.ceilDiv(context.training().size(), context.config(name).batchSize());
    return (long) (epochs * steps * RAMP);
  }

  private TrainingConfig config(String name, StepContext context) {
    var usual = context.config(name);
    return usual.toBuilder()
        .epochs(epochs)
        .seed(context.seed())
        .schedule(usual.schedule().withLearningRate(learningRate))
        .build();
  }

  private Objective objective(TrainingConfig config, StepContext context) {
    double smoothing = config.labelSmoothing();
    if (teacher == 0) return Objective.crossEntropy(smoothing);
    var teachers = List.of(context.original());
    return new Distillation(teachers, temperature, teacher, smoothing, context.parallel());
  }

  /** What it does, in a few words; nothing if there is none. */
  String summary() {
    if (epochs == 0) return "";
    var passes = epochs == 1 ? ", 1 epoch" : ", %d epochs".formatted(epochs);
    return teacher == 0 ? passes : passes + " with the original as teacher";
  }
}
