package jacquard.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.data.Dataset;
import jacquard.engine.data.HorizontalFlip;
import jacquard.engine.data.ImageDataset;
import jacquard.engine.data.Patterns;
import jacquard.engine.data.RandomCrop;
import jacquard.engine.data.RandomErasing;
import jacquard.engine.nn.Module;
import jacquard.engine.optim.AdamW;
import jacquard.engine.optim.OneCycleLR;
import jacquard.engine.optim.RMSprop;
import jacquard.engine.optim.SGD;
import jacquard.engine.optim.UpdateRule;
import jacquard.engine.optim.WeightDecay;
import jacquard.engine.tensor.Shape;
import jacquard.kernels.Parallel;
import jacquard.kernels.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping and resuming leaves no trace in the bits, nor does the number of threads. */
class ResumeTest {
  private static final int CLASSES = 4;
  private static final int STEPS = 50; // 5 epochs of 10 batches, the last one smaller

  private final Dataset training = Patterns.of(1, 155, CLASSES);
  private final Dataset validation = Patterns.of(2, 60, CLASSES);
  private final TrainingConfig config =
      TrainingConfig.builder()
          .epochs(5)
          .batchSize(16)
          .seed(11)
          .schedule(new OneCycleLR(0.01))
          .labelSmoothing(0.1)
          .clipNorm(1)
          .emaDecay(0.9)
          .keepBest(true)
          .augmentations(new HorizontalFlip(), new RandomCrop(1), new RandomErasing(0.5))
          .build();

  private record Outcome(Map<String, List<Float>> weights, List<Metrics> epochs) {}

  private Outcome outcome(Module model, History history) {
    assertThat(history.stopped()).isFalse();
    var metrics =
        history.epochs().stream().flatMap(e -> List.of(e.training(), e.validation()).stream());
    return new Outcome(Nets.weights(model), metrics.toList());
  }

  private Outcome uninterrupted(TrainingConfig config, Parallel parallel) {
    var model = Nets.small(CLASSES);
    return outcome(
        model,
        new Trainer(model, config, parallel, new EarlyStopping(3)).fit(training, validation));
  }

  /** Stops after so many steps, and resumes with a new model and a new trainer. */
  private Outcome interrupted(TrainingConfig config, int stopAfter) {
    var state = stateAfter(config, stopAfter);
    var model = Nets.small(CLASSES).initialize(99);
    var trainer = new Trainer(model, config, Parallel.inline(), new EarlyStopping(3));
    trainer.restore(state);
    return outcome(model, trainer.fit(training, validation));
  }

  private TrainingState stateAfter(TrainingConfig config, int steps) {
    var trainer =
        new Trainer(
            Nets.small(CLASSES), config, Parallel.inline(), new EarlyStopping(3), stopAfter(steps));
    assertThat(trainer.fit(training, validation).stopped()).isTrue();
    return trainer.state();
  }

  private static Callback stopAfter(int steps) {
    return new Callback() {
      @Override
      public void onStep(Trainer trainer, StepMetrics step) {
        if (step.step() == steps - 1) trainer.requestStop();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 30, STEPS})
  void resumedTrainingEndsInTheBitsOfOneThatNeverStopped(int stopAfter) {
    assertThat(interrupted(config, stopAfter)).isEqualTo(uninterrupted(config, Parallel.inline()));
  }

  /** Half an epoch and the other half, of the size of a real one. */
  @Test
  @EnabledIfSystemProperty(named = "jacquard.full", matches = "true")
  void soItIsInAWholeEpochOfCnn() {
    var pixels = new byte[60_000 * 784];
    var random = new Philox(1, 1);
    for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) random.nextInt();
    var one = new float[] {1};
    var labels = new byte[60_000];
    for (int i = 0; i < labels.length; i++) labels[i] = (byte) random.nextInt(10);
    var data = new ImageDataset(pixels, labels, Shape.of(28, 28, 1), one, one);
    var once = config.toBuilder().epochs(1).batchSize(128).build();
    try (var parallel = Parallel.of(2)) {
      var whole = Nets.cnn();
      new Trainer(whole, once, parallel).fit(data, null);
      var stopped = new Trainer(Nets.cnn(), once, parallel, stopAfter(234));
      stopped.fit(data, null);
      var halves = Nets.cnn();
      var resumed = new Trainer(halves, once, parallel);
      resumed.restore(stopped.state());
      resumed.fit(data, null);
      assertThat(Nets.weights(halves)).isEqualTo(Nets.weights(whole));
    }
  }

  @Test
  void soItIsWithEveryOptimiser() {
    for (UpdateRule rule :
        List.of(new SGD(0.9, 0, WeightDecay.ofMatrices(1e-3), true), new AdamW(), new RMSprop())) {
      var other = config.toBuilder().epochs(2).optimizer(rule).build();
      assertThat(interrupted(other, 13)).isEqualTo(uninterrupted(other, Parallel.inline()));
    }
  }

  @Test
  void stateTakenAtTheEndOfEachEpochWillDo() {
    var expected = uninterrupted(config, Parallel.inline());
    var states = new ArrayList<TrainingState>();
    var saver =
        new Callback() {
          @Override
          public void onEpoch(Trainer trainer, EpochMetrics epoch) {
            states.add(trainer.state());
          }
        };
    new Trainer(Nets.small(CLASSES), config, Parallel.inline(), saver, new EarlyStopping(3))
        .fit(training, validation);
    for (var state : states) {
      var model = Nets.small(CLASSES).initialize(99);
      var trainer = new Trainer(model, config, Parallel.inline(), new EarlyStopping(3));
      trainer.restore(state);
      assertThat(outcome(model, trainer.fit(training, validation))).isEqualTo(expected);
    }
  }

  @Test
  void numberOfThreadsDoesNotShow() {
    var expected = uninterrupted(config, Parallel.inline());
    for (int threads : new int[] {2, 3}) {
      try (var parallel = Parallel.of(threads)) {
        assertThat(uninterrupted(config, parallel)).isEqualTo(expected);
      }
    }
  }

  @Test
  void stateIsACopy() {
    var state = stateAfter(config, 3);
    var before = Nets.list(state.tensors().get("model.0.weight"));
    var trainer = new Trainer(Nets.small(CLASSES), config, Parallel.inline());
    trainer.restore(state);
    trainer.fit(training, validation);
    assertThat(Nets.list(state.tensors().get("model.0.weight"))).isEqualTo(before);
  }

  @Test
  void stateOfAnotherTrainingIsRefused() {
    var state = stateAfter(config, 3);
    var other = config.toBuilder().seed(12).build();
    assertThatThrownBy(
            () -> new Trainer(Nets.small(CLASSES), other, Parallel.inline()).restore(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seed=11");
    assertThatThrownBy(
            () -> new Trainer(Nets.small(CLASSES + 1), config, Parallel.inline()).restore(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor 'model.6.weight' is FLOAT32 [128, 4], not FLOAT32 [128, 5]");
    var trainer = new Trainer(Nets.small(CLASSES), config, Parallel.inline());
    trainer.restore(state);
    assertThatThrownBy(() -> trainer.fit(validation, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the training began with 155 samples and cannot go on with 60");
  }
}
