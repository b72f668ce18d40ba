package jacquard.optimize.distill;

import static jacquard.engine.nn.Functional.add;
import static jacquard.engine.nn.Functional.crossEntropy;
import static jacquard.engine.nn.Functional.logSoftmax;
import static jacquard.engine.nn.Functional.mean;
import static jacquard.engine.nn.Functional.mul;
import static jacquard.engine.nn.Functional.scale;
import static jacquard.engine.nn.Functional.softmax;
import static jacquard.engine.nn.Functional.sum;

import jacquard.engine.autograd.NoGrad;
import jacquard.engine.data.Batch;
import jacquard.engine.graph.Graph;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Objective;
import jacquard.kernels.Parallel;
import java.util.List;

/**
 * The objective of a student (Hinton et al. 2015): {@code weight T^2 H(p, q) + (1 - weight) CE}
 * with {@code p} the teachers' mean softmax and {@code q} the student's, both of logits divided by
 * the temperature {@code T}. {@code H} is the cross-entropy, whose gradient is that of the
 * divergence. Teachers see what the student sees, augmentation included.
 *
 * <pre>{@code
 * var objective = new Distillation(List.of(teacher), 2, 0.5, 0, parallel);
 * new Trainer(student, recipe, objective, parallel).fit(training, validation);
 * }</pre>
 *
 * <p>Belongs to one training.
 */
public final class Distillation implements Objective {
  private final List<Teacher> teachers;
  private final float temperature;
  private final float weight;
  private final float labelSmoothing;

  /**
   * An objective.
   *
   * @param teachers trained classifiers of the same classes, at least one
   * @param temperature above 0; the higher, the more the wrong classes count
   * @param weight of the teachers against the labels, in [0, 1]
   * @param labelSmoothing of the labels' part, in [0, 1)
   * @param parallel the threads of the teachers
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Distillation(
      List<Graph> teachers,
      double temperature,
      double weight,
      double labelSmoothing,
      Parallel parallel) {
    require(!teachers.isEmpty(), "distillation needs a teacher");
    require(temperature > 0, "the temperature must be above 0, not " + temperature);
    require(weight >= 0 && weight <= 1, "the teachers' weight is in [0, 1], not " + weight);
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "label smoothing must be in [0, 1), not " + labelSmoothing);
    this.teachers =
        teachers.stream().map(graph -> new Teacher(graph, graph.outputs(), parallel)).toList();
    this.temperature = (float) temperature;
    this.weight = (float) weight;
    this.labelSmoothing = (float) labelSmoothing;
  }

  private static void require(boolean condition, String message) {
    if (!condition) throw new IllegalArgumentException(message);
  }

  @Override
  public Tensor loss(Tensor logits, Batch batch) {
    var targets = NoGrad.call(() -> targets(logits, batch.images()));
    var student = logSoftmax(scale(logits, 1 / temperature));
    var agreement = mean(sum(mul(targets, student), 1), 0);
    var soft = scale(agreement, -weight * temperature * temperature);
    if (weight == 1) return soft;
    var hard = crossEntropy(logits, batch.labels(), labelSmoothing);
    return add(soft, scale(hard, 1 - weight));
  }

  /** The teachers' mean probabilities, softened. */
  private Tensor targets(Tensor logits, Tensor images) {
    Tensor total = null;
    for (var teacher : teachers) {
      var answer = teacher.answer(images).getFirst();
      if (!answer.shape().equals(logits.shape())) {
        throw new ShapeException(
            "a teacher answers %s where its student answers %s: take models of the same classes"
                .formatted(answer.shape(), logits.shape()));
      }
      var soft = softmax(scale(answer, 1 / temperature));
      total = total == null ? soft : add(total, soft);
    }
    return scale(total, 1f / teachers.size());
  }
}
