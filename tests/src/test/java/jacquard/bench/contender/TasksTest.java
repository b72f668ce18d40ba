package jacquard.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.bench.work.Images;
import jacquard.bench.work.Model;
import jacquard.bench.work.PlanWork;
import jacquard.bench.work.TrainWork;
import jacquard.engine.autograd.NoGrad;
import jacquard.engine.tensor.Tensor;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TasksTest {
  private static final int IMAGES = 300;

  /** Each class is one bright row. */
  private static Images images() {
    var random = new Random(3);
    var pixels = new float[IMAGES * Model.PIXELS];
    var labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % 10;
      for (int p = 0; p < Model.PIXELS; p++) {
        boolean bright = p / 28 == 2 * labels[i] + 3;
        pixels[i * Model.PIXELS + p] = bright ? 1 : 0.2f * random.nextFloat();
      }
    }
    return new Images(null, pixels, labels, IntStream.range(0, IMAGES).toArray());
  }

  @Test
  void aTrainingStepLearns() {
    for (var work : TrainWork.values()) {
      try (var task = new TrainTask(work, 1, images())) {
        task.run();
        float first = task.output()[0];
        assertThat(first).isCloseTo((float) Math.log(10), within(0.1f));
        int steps = work.model() == Model.CNN ? 5 : 40;
        for (int i = 0; i < steps; i++) task.run();
        assertThat(task.output()[0]).as(work.label()).isLessThan(first);
      }
    }
  }

  @Test
  void aPlanPredictsWhatTheModelDoes() {
    for (var work : new PlanWork[] {PlanWork.MLP_1, PlanWork.CNN_1}) {
      var x = Tensor.of(images().first(1), work.model().batchShape(1));
      var expected = NoGrad.call(() -> work.model().create().apply(x)).floats();
      try (var task = new PlanTask(work, work.graph(), 2, images())) {
        task.run();
        assertThat(task.output()).containsExactly(expected, within(1e-5f));
      }
    }
  }

  @Test
  void anImportedModelPredictsWhatOurLayersDoWithItsWeights() {
    for (var work : new PlanWork[] {PlanWork.MLP_IMPORTED_1, PlanWork.CNN_IMPORTED_1}) {
      try (var imported = new PlanTask(work, work.graph(), 1, images());
          var own = new PlanTask(work, work.rebuilt(), 1, images())) {
        imported.run();
        own.run();
        assertThat(imported.output()).containsExactly(own.output()).doesNotContain(0);
      }
    }
  }

  @Test
  void batchesFollowTheOrderWithoutEnd() {
    var ordered = images();
    var order = IntStream.range(0, IMAGES).map(i -> IMAGES - 1 - i).toArray();
    var reversed = new Images(null, ordered.pixels(), ordered.labels(), order);
    assertThat(reversed.at(0)).isEqualTo(IMAGES - 1);
    assertThat(reversed.at(IMAGES + 1L)).isEqualTo(IMAGES - 2);
    var x = new float[2 * Model.PIXELS];
    var labels = new int[2];
    reversed.batch(1, 2, x, labels);
    assertThat(labels).containsExactly((IMAGES - 3) % 10, (IMAGES - 4) % 10);
    assertThat(x[0]).isEqualTo(ordered.pixels()[(IMAGES - 3) * Model.PIXELS]);
  }

  @Test
  void anUnknownContenderIsRefusedWithThoseThatThereAre() {
    assertThat(Contenders.named("scalar").name()).isEqualTo("scalar");
    assertThatThrownBy(() -> Contenders.named("MKL"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'MKL'")
        .hasMessageContaining("jacquard, own plan, scalar, EJML");
  }
}
