package jacquard.optimize.distill;

import static jacquard.engine.nn.Functional.mean;
import static jacquard.engine.nn.Functional.reshape;
import static jacquard.engine.nn.Functional.scale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.data.Batch;
import jacquard.engine.data.DataLoader;
import jacquard.engine.data.Patterns;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.Sequential;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Objective;
import jacquard.engine.train.Trainer;
import jacquard.kernels.Parallel;
import jacquard.optimize.Trained;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistillationTest {
  private static final Graph TEACHER = Trained.mlp();

  private static Graph student() {
    var model =
        new Sequential(
            new Flatten(), new Linear(64, 8), Activation.relu(), new Linear(8, Trained.CLASSES));
    return Graph.trace(model.initialize(5), Patterns.SAMPLE);
  }

  private static Batch batch() {
    try (var batches = new DataLoader(Trained.TRAINING, 16).batches(0, 0)) {
      var batch = batches.next();
      return new Batch(batch.images().detach(), batch.labels().detach());
    }
  }

  private static Distillation distillation(double temperature, double weight, Graph... teachers) {
    return new Distillation(List.of(teachers), temperature, weight, 0, Parallel.inline());
  }

  private static double[] softmax(float[] logits, int row, double temperature) {
    int classes = Trained.CLASSES;
    var p = new double[classes];
    double total = 0;
    for (int j = 0; j < classes; j++)
      total += p[j] = Math.exp(logits[row * classes + j] / temperature);
    for (int j = 0; j < classes; j++) p[j] /= total;
    return p;
  }

  /** By the definition, in double precision. */
  @Test
  void theLossIsTheSoftenedCrossEntropyAndTheLabels() {
    var batch = batch();
    var graph = student();
    var logits = new GraphModule(graph).apply(batch.images());
    var taught = new GraphModule(TEACHER).apply(batch.images());
    double soft = 0;
    double hard = 0;
    for (int i = 0; i < 16; i++) {
      var p = softmax(taught.floats(), i, 3);
      var q = softmax(logits.floats(), i, 3);
      for (int j = 0; j < p.length; j++) soft -= p[j] * Math.log(q[j]) / 16;
      hard -= Math.log(softmax(logits.floats(), i, 1)[batch.labels().ints()[i]]) / 16;
    }
    var loss = distillation(3, 0.7, TEACHER).loss(logits, batch);
    assertThat((double) loss.item()).isEqualTo(0.7 * 9 * soft + 0.3 * hard, within(1e-4));
  }

  @Test
  void aStudentThatAgreesWithItsTeacherHasNothingToLearn() {
    var batch = batch();
    var graph = TEACHER.copy();
    var module = new GraphModule(graph);
    Autograd.backward(distillation(2, 1, TEACHER).loss(module.apply(batch.images()), batch));
    for (var parameter : module.parameters()) {
      for (float g : parameter.grad().floats()) assertThat(g).isEqualTo(0, within(1e-6f));
    }
  }

  @Test
  void anEnsembleIsTheMeanOfItsTeachers() {
    var batch = batch();
    var logits = new GraphModule(student()).apply(batch.images());
    var other = student();
    double one = distillation(2, 1, TEACHER).loss(logits, batch).item();
    double two = distillation(2, 1, other).loss(logits, batch).item();
    double both = distillation(2, 1, TEACHER, other).loss(logits, batch).item();
    assertThat(both).isEqualTo((one + two) / 2, within(1e-5));
  }

  private static double agreement(Graph student, Objective objective) {
    var module = new GraphModule(student);
    new Trainer(module, Trained.RECIPE, objective, Parallel.inline()).fit(Trained.TRAINING, null);
    return Trained.evaluate(student).accuracy();
  }

  @Test
  void studentsLearnFromTeachersWithoutAnyLabel() {
    assertThat(agreement(student(), distillation(4, 1, TEACHER))).isGreaterThan(0.85);
  }

  @Test
  void hintsBringTheStudentsFeaturesNearTheTeachers() {
    var graph = student();
    var hinted = new HintedStudent(graph, "2", TEACHER, "4", Parallel.inline());
    hinted.map().initialize(1);
    var batch = batch();
    var none = (Objective) (logits, _) -> scale(mean(reshape(logits, -1), 0), 0);
    var objective = hinted.objective(1, none);
    var context = Context.of(Parallel.inline()).training(1);
    float before = context.call(() -> objective.loss(hinted.apply(batch.images()), batch).item());
    new Trainer(hinted, Trained.RECIPE, objective, Parallel.inline()).fit(Trained.TRAINING, null);
    float after = context.call(() -> objective.loss(hinted.apply(batch.images()), batch).item());
    assertThat(after).isLessThan(0.5f * before);
    assertThat(graph.parameters().get("1.weight").floats())
        .isNotEqualTo(
            student().parameters().get("1.weight").floats()); // the student itself learned
  }

  @Test
  void whatCannotBeLearnedIsRefusedInASentence() {
    var other = new Sequential(new Flatten(), new Linear(64, 3)).initialize(1);
    var stranger = Graph.trace(other, Patterns.SAMPLE);
    Tensor logits = new GraphModule(student()).apply(batch().images());
    assertThatThrownBy(() -> distillation(2, 1, stranger).loss(logits, batch()))
        .hasMessageContaining("same classes");
    assertThatThrownBy(() -> distillation(0, 1, TEACHER)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> distillation(1, 2, TEACHER)).hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> new Distillation(List.of(), 1, 1, 0, Parallel.inline()))
        .hasMessageContaining("needs a teacher");
  }
}
