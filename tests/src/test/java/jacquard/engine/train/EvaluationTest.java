package jacquard.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.autograd.Context;
import jacquard.engine.data.ImageDataset;
import jacquard.engine.data.Patterns;
import jacquard.engine.nn.Functional;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.kernels.Parallel;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  /** The image itself is the logits: three pixels for three classes. */
  private final ImageDataset data =
      new ImageDataset(
          new byte[] {
            90, 10, 20, // 0 taken for 0
            10, 90, 20, // 0 taken for 1
            10, 20, 90, // 2 taken for 2
            10, 20, 90, // 2 taken for 2
            30, 90, 40, // 2 taken for 1
          },
          new byte[] {0, 0, 2, 2, 2},
          Shape.of(1, 1, 3),
          new float[3],
          new float[] {1, 1, 1});

  private Evaluation evaluate(int batchSize) {
    return Evaluation.of(
        images -> Functional.reshape(images, -1, 3),
        data,
        batchSize,
        Context.of(Parallel.inline()));
  }

  @Test
  void countsWhatWasTakenForWhat() {
    var evaluation = evaluate(2);
    var confusion = evaluation.confusion();
    assertThat(evaluation.accuracy()).isEqualTo(0.6);
    assertThat(confusion.classes()).isEqualTo(3);
    assertThat(confusion.count(2, 1)).isEqualTo(1);
    assertThat(confusion.count(1, 2)).isZero();
    assertThat(confusion.recall(0)).isEqualTo(0.5);
    assertThat(confusion.precision(0)).isEqualTo(1);
    assertThat(confusion.recall(2)).isEqualTo(2.0 / 3);
    assertThat(confusion.f1(2)).isEqualTo(0.8, within(1e-12));
    assertThat(confusion.precision(1)).isZero();
    assertThat(confusion.recall(1)).isZero();
    assertThat(confusion.f1(1)).isZero();
  }

  @Test
  void lossAndProbabilitiesAreThoseOfTheSoftmax() {
    var evaluation = evaluate(5);
    double loss = 0;
    for (int i = 0; i < 5; i++) {
      var e = new double[3];
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        e[c] = Math.exp((data.images()[3 * i + c]) / 255.0);
        sum += e[c];
      }
      for (int c = 0; c < 3; c++) {
        assertThat((double) evaluation.probabilities().floats()[3 * i + c])
            .isCloseTo(e[c] / sum, within(1e-6));
      }
      loss -= Math.log(e[data.label(i)] / sum) / 5;
    }
    assertThat(evaluation.loss()).isCloseTo(loss, within(1e-6));
  }

  @Test
  void batchSizeAndThreadsDoNotShow() {
    var model = Nets.small(4);
    var set = Patterns.of(3, 70, 4);
    var expected = Evaluation.of(model, set, 70, Parallel.inline());
    for (int batchSize : new int[] {1, 16, 64}) {
      try (var parallel = Parallel.of(2)) {
        var evaluation = Evaluation.of(model, set, batchSize, parallel);
        assertThat(evaluation.loss()).isEqualTo(expected.loss());
        assertThat(Nets.list(evaluation.probabilities()))
            .isEqualTo(Nets.list(expected.probabilities()));
      }
    }
  }

  @Test
  void outputThatIsNoClassificationIsRefused() {
    assertThatThrownBy(
            () -> Evaluation.of(images -> images, data, 2, Context.of(Parallel.inline())))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("of 2 samples, not [2, 1, 1, 3]");
  }
}
