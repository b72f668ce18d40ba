package jacquard.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.data.Batch;
import jacquard.engine.data.Patterns;
import jacquard.engine.nn.Functional;
import jacquard.engine.optim.OneCycleLR;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final int CLASSES = 4;

  private final TrainingConfig config =
      TrainingConfig.builder().epochs(3).batchSize(16).schedule(new OneCycleLR(0.01)).build();

  @Test
  void learnsAndReportsEveryEpoch() {
    var model = Nets.small(CLASSES);
    var trainer = new Trainer(model, config, Parallel.inline());
    var validation = Patterns.of(2, 100, CLASSES);
    var history = trainer.fit(Patterns.of(1, 300, CLASSES), validation);
    assertThat(history.stopped()).isFalse();
    assertThat(history.epochs()).extracting(EpochMetrics::epoch).containsExactly(0, 1, 2);
    var last = history.epochs().getLast();
    assertThat(last.validation().accuracy()).isGreaterThan(0.95);
    assertThat(last.validation())
        .isEqualTo(Evaluation.of(model, validation, 7, Parallel.inline()).metrics());
    assertThat(last.training().loss()).isLessThan(history.epochs().getFirst().training().loss());
    assertThat(last.learningRate()).isLessThan(1e-6);
    assertThat(last.seconds()).isPositive();
    assertThat(last.imagesPerSecond()).isPositive();
    assertThat(trainer.fit(Patterns.of(1, 300, CLASSES), validation)).isEqualTo(history);
  }

  @Test
  void stepsAreReportedWithMeansOfTheEpochSoFar() {
    var steps = new ArrayList<StepMetrics>();
    var recorder =
        new Callback() {
          @Override
          public void onStep(Trainer trainer, StepMetrics step) {
            steps.add(step);
          }
        };
    var history =
        new Trainer(Nets.small(CLASSES), config, Parallel.inline(), recorder)
            .fit(Patterns.of(1, 40, CLASSES), null);
    assertThat(steps).hasSize(9);
    assertThat(steps.get(5).epoch()).isEqualTo(1);
    assertThat(steps.get(5).batch()).isEqualTo(2);
    assertThat(steps.get(5).batches()).isEqualTo(3);
    assertThat(steps.get(5).step()).isEqualTo(5);
    double mean =
        (16 * steps.get(3).loss() + 16 * steps.get(4).loss() + 8 * steps.get(5).loss()) / 40;
    assertThat(steps.get(5).soFar().loss()).isEqualTo(mean);
    assertThat(history.epochs().get(1).training()).isEqualTo(steps.get(5).soFar());
    assertThat(history.epochs().get(1).validation()).isNull();
  }

  @Test
  void stopsAfterTheStepItWasAskedInAndGoesOn() {
    var seen = new ArrayList<Long>();
    var stopper =
        new Callback() {
          @Override
          public void onStep(Trainer trainer, StepMetrics step) {
            seen.add(step.step());
            if (step.step() == 4) trainer.requestStop();
          }
        };
    var data = Patterns.of(1, 48, CLASSES);
    var trainer = new Trainer(Nets.small(CLASSES), config, Parallel.inline(), stopper);
    var history = trainer.fit(data, null);
    assertThat(history.stopped()).isTrue();
    assertThat(history.epochs()).hasSize(1);
    assertThat(seen).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(trainer.fit(data, null).stopped()).isFalse();
    assertThat(seen).hasSize(9).endsWith(8L);
  }

  @Test
  void endsEarlyWhenValidationNoLongerImproves() {
    var data = Patterns.of(1, 32, CLASSES);
    var frozen = config.toBuilder().epochs(50).schedule(new OneCycleLR(1e-30)).build();
    var model = Nets.small(CLASSES);
    var history =
        new Trainer(model, frozen, Parallel.inline(), new EarlyStopping(2)).fit(data, data);
    assertThat(history.stopped()).isFalse();
    assertThat(history.epochs()).hasSize(history.best() + 3).hasSizeLessThan(50);
  }

  @Test
  void modelEndsWithTheBestEpochWhereThatIsAsked() {
    var kept = new ArrayList<Object>();
    var recorder =
        new Callback() {
          @Override
          public void onEpoch(Trainer trainer, EpochMetrics epoch) {
            kept.add(Nets.weights(trainer.model()));
          }
        };
    var best = config.toBuilder().epochs(6).schedule(new OneCycleLR(0.2)).keepBest(true).build();
    var model = Nets.small(CLASSES);
    var history =
        new Trainer(model, best, Parallel.inline(), recorder)
            .fit(Patterns.of(1, 64, CLASSES), Patterns.of(2, 50, CLASSES));
    assertThat(Nets.weights(model)).isEqualTo(kept.get(history.best()));
  }

  @Test
  void modelEndsWithTheAverageOfItsWeights() {
    var averages = new ArrayList<Object>();
    var raw = new ArrayList<Object>();
    var recorder =
        new Callback() {
          @Override
          public void onEpoch(Trainer trainer, EpochMetrics epoch) {
            raw.add(Nets.weights(trainer.model()));
            trainer.withAverage(() -> averages.add(Nets.weights(trainer.model())));
            trainer.withAverage(
                () -> assertThatThrownBy(trainer::state).isInstanceOf(IllegalStateException.class));
          }
        };
    var model = Nets.small(CLASSES);
    var validation = Patterns.of(2, 50, CLASSES);
    var history =
        new Trainer(model, config.toBuilder().emaDecay(0.9).build(), Parallel.inline(), recorder)
            .fit(Patterns.of(1, 64, CLASSES), validation);
    assertThat(Nets.weights(model)).isEqualTo(averages.getLast()).isNotEqualTo(raw.getLast());
    assertThat(history.epochs().getLast().validation())
        .isEqualTo(Evaluation.of(model, validation, 50, Parallel.inline()).metrics());
  }

  @Test
  void objectiveMayBeTheCallers() {
    Objective halved = (logits, batch) -> Functional.scale(plain(logits, batch), 0.5f);
    var data = Patterns.of(1, 16, CLASSES);
    var once = config.toBuilder().epochs(1).build();
    var whole = new Trainer(Nets.small(CLASSES), once, Parallel.inline()).fit(data, null);
    var half = new Trainer(Nets.small(CLASSES), once, halved, Parallel.inline()).fit(data, null);
    assertThat(half.epochs().getFirst().training().loss())
        .isEqualTo(whole.epochs().getFirst().training().loss() / 2);
  }

  private static Tensor plain(Tensor logits, Batch batch) {
    return Objective.crossEntropy(0).loss(logits, batch);
  }

  @Test
  void impossibleConfigurationsAreRefused() {
    for (var bad :
        List.of(
            TrainingConfig.builder().epochs(0),
            TrainingConfig.builder().batchSize(0),
            TrainingConfig.builder().labelSmoothing(1),
            TrainingConfig.builder().clipNorm(-1),
            TrainingConfig.builder().emaDecay(Double.NaN))) {
      assertThatThrownBy(bad::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be");
    }
  }
}
