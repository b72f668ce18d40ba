package jacquard.optimize.distill;

import static jacquard.engine.nn.Functional.mean;
import static jacquard.engine.nn.Functional.mul;
import static jacquard.engine.nn.Functional.reshape;
import static jacquard.engine.nn.Functional.scale;
import static jacquard.engine.nn.Functional.sub;

import jacquard.engine.autograd.Context;
import jacquard.engine.data.Batch;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.nn.Functional;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.Module;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Objective;
import jacquard.kernels.Parallel;
import java.util.List;

/**
 * A student that also learns what its teacher computes on the way (Romero et al. 2015, FitNets):
 * one value of its graph, through a learned linear map of its channels, is to be near one of the
 * teacher's. The map is left behind after the training; the student's own graph has what was
 * learned.
 *
 * <pre>{@code
 * var hinted = new HintedStudent(student, "6", teacher, "9", parallel);
 * hinted.map().initialize(seed);
 * new Trainer(hinted, recipe, hinted.objective(0.5, distillation), parallel).fit(data, null);
 * }</pre>
 */
public final class HintedStudent extends Module {
  private final GraphModule student;
  private final Teacher teacher;
  private Tensor hint; // of the last batch, mapped

  /**
   * A student.
   *
   * @param value the student's value that learns, {@code [n, ..., c]}
   * @param teacherValue the teacher's, of the same shape but for the channels
   * @throws IllegalArgumentException if a graph has no such value, or they do not fit
   */
  public HintedStudent(
      Graph student, String value, Graph teacher, String teacherValue, Parallel parallel) {
    this.student =
        new GraphModule(student.withOutputs(List.of(student.outputs().getFirst(), value)));
    this.teacher = new Teacher(teacher, List.of(teacherValue), parallel);
    var own = student.shapes(2).get(value);
    var others = teacher.shapes(2).get(teacherValue);
    if (own.rank() != others.rank() || !own.with(-1, others.dim(-1)).equals(others)) {
      throw new ShapeException(
          "value '%s' of %s cannot learn from '%s' of %s: only the channels may differ"
              .formatted(value, own, teacherValue, others));
    }
    add("student", this.student);
    add("map", new Linear(own.dim(-1), others.dim(-1)));
  }

  /** The learned map, to be initialised. */
  public Module map() {
    return children().get("map");
  }

  @Override
  protected Tensor forward(Tensor x) {
    var outputs = student.apply(List.of(x));
    hint = Context.current().isTraining() ? apply("map", outputs.get(1)) : null;
    return outputs.getFirst();
  }

  /**
   * Adds the mean squared distance of the two values to another objective.
   *
   * @param weight of the distance
   */
  public Objective objective(double weight, Objective base) {
    return (logits, batch) -> {
      var distance = scale(distance(batch), (float) weight);
      return Functional.add(base.loss(logits, batch), distance);
    };
  }

  private Tensor distance(Batch batch) {
    var difference = sub(hint, teacher.answer(batch.images()).getFirst());
    return mean(reshape(mul(difference, difference), -1), 0);
  }
}
