package jacquard.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jacquard.engine.data.ImageDataset;
import jacquard.engine.data.Patterns;
import jacquard.engine.nn.Module;
import jacquard.engine.optim.ConstantLR;
import jacquard.engine.optim.SGD;
import jacquard.kernels.Parallel;
import org.junit.jupiter.api.Test;

class DivergenceTest {
  private static final int CLASSES = 3;

  private final ImageDataset data = Patterns.of(1, 64, CLASSES);
  private final TrainingConfig config = TrainingConfig.builder().epochs(2).batchSize(8).build();

  private static Callback spoil(Module model, String parameter, int afterStep) {
    return new Callback() {
      @Override
      public void onStep(Trainer trainer, StepMetrics step) {
        if (step.step() == afterStep) {
          model.namedParameters().get(parameter).floats()[0] = Float.NaN;
        }
      }
    };
  }

  @Test
  void stopsAtTheStepAndNamesTheLayer() {
    var model = Nets.small(CLASSES);
    var trainer = new Trainer(model, config, Parallel.inline(), spoil(model, "6.weight", 4));
    var thrown = catchThrowableOfType(DivergedException.class, () -> trainer.fit(data, null));
    assertThat(thrown.step()).isEqualTo(5);
    assertThat(thrown.layer()).isEqualTo("6 (Linear)");
    assertThat(thrown)
        .hasMessage(
            "the loss is NaN at step 5, first seen in layer 6 (Linear): "
                + "lower the learning rate or clip gradients");
    assertThat(trainer.state().progress().step()).isEqualTo(5);
  }

  @Test
  void weightsSpoiltByTheLastStepOfAnEpochAreFoundInValidation() {
    var model = Nets.small(CLASSES);
    var trainer = new Trainer(model, config, Parallel.inline(), spoil(model, "0.weight", 7));
    assertThatThrownBy(() -> trainer.fit(data, data))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("step 7")
        .hasMessageContaining("layer 0 (Conv2d)");
    assertThat(trainer.history().epochs()).isEmpty();
  }

  @Test
  void hugeLearningRateDiverges() {
    var wild = config.toBuilder().optimizer(new SGD(0.9)).schedule(new ConstantLR(1e30)).build();
    assertThatThrownBy(
            () -> new Trainer(Nets.small(CLASSES), wild, Parallel.inline()).fit(data, null))
        .isInstanceOf(DivergedException.class);
  }

  @Test
  void inputThatIsNoNumberIsNamed() {
    var broken =
        new ImageDataset(
            data.images(),
            data.labels(),
            data.sampleShape(),
            new float[] {Float.NaN},
            new float[] {1});
    assertThatThrownBy(
            () -> new Trainer(Nets.small(CLASSES), config, Parallel.inline()).fit(broken, null))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("at step 0, first seen in the input");
  }
}
