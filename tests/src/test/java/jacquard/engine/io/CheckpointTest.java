package jacquard.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.Mutations;
import jacquard.engine.data.Dataset;
import jacquard.engine.data.HorizontalFlip;
import jacquard.engine.data.RandomCrop;
import jacquard.engine.data.RandomErasing;
import jacquard.engine.graph.Graph;
import jacquard.engine.nn.Module;
import jacquard.engine.optim.AdamW;
import jacquard.engine.optim.CosineAnnealingLR;
import jacquard.engine.optim.OneCycleLR;
import jacquard.engine.optim.RMSprop;
import jacquard.engine.optim.SGD;
import jacquard.engine.optim.StepLR;
import jacquard.engine.optim.WarmUp;
import jacquard.engine.optim.WeightDecay;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Callback;
import jacquard.engine.train.DivergedException;
import jacquard.engine.train.StepMetrics;
import jacquard.engine.train.Trainer;
import jacquard.engine.train.TrainingConfig;
import jacquard.engine.train.TrainingState;
import jacquard.kernels.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final int STEPS = 50; // 5 epochs of 10 batches

  private static final TrainingConfig CONFIG =
      TrainingConfig.builder()
          .epochs(5)
          .batchSize(16)
          .seed(7L << 40)
          .optimizer(new AdamW())
          .schedule(new WarmUp(5, 0.1, new OneCycleLR(0.01)))
          .labelSmoothing(0.1)
          .clipNorm(1)
          .emaDecay(0.9)
          .keepBest(true)
          .augmentations(new HorizontalFlip(), new RandomCrop(1), new RandomErasing(0.5))
          .build();

  @TempDir Path folder;
  private Path file;
  private final Dataset training = Models.pictures(155, 1);
  private final Dataset validation = Models.pictures(40, 2);

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("checkpoint.safetensors");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 23, 30, STEPS})
  void aTrainingResumedFromAFileEndsInTheBitsOfOneThatNeverStopped(int stopAfter) {
    var expected = Models.cnn(1);
    new Trainer(expected, CONFIG, Parallel.inline()).fit(training, validation);

    var state = save(Models.cnn(1), stopAfter);
    var checkpoint = Checkpoint.load(file);

    assertSame(checkpoint.training(), state);
    assertThat(resume(checkpoint, Models.cnn(99))).isEqualTo(bits(expected));
    // The file's own graph will do as well as the class that the training began with.
    assertThat(resume(checkpoint, checkpoint.model().module())).isEqualTo(bits(expected));
  }

  static List<TrainingConfig> configurations() {
    var builder = CONFIG.toBuilder().epochs(1).emaDecay(0).keepBest(false).augmentations();
    var decay = WeightDecay.ofMatrices(1e-3);
    return List.of(
        builder.optimizer(new SGD(0.9, 0, decay, true)).schedule(new StepLR(0.1, 3, 0.5)).build(),
        builder.optimizer(new RMSprop()).schedule(new CosineAnnealingLR(0.01)).build());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyOptimiserAndScheduleComesBack(TrainingConfig config) {
    var trainer = new Trainer(Models.cnn(1), config, Parallel.inline(), stopAfter(3));
    trainer.fit(training, null);
    Checkpoint.save(file, Models.graph(trainer.model()), Models.INFO, trainer.state());
    assertSame(Checkpoint.load(file).training(), trainer.state());
  }

  @Test
  void aCheckpointIsAModelFileOfTheLastStepsWeights() {
    var state = save(Models.cnn(1), 5);
    var weights = ModelFile.load(file).graph().parameters();
    weights.forEach((name, tensor) ->
        assertThat(tensor.floats()).isEqualTo(state.tensors().get("model." + name).floats()));
    assertThat(Predictor.load(file).predict(new float[60]).candidates()).hasSize(3);
  }

  @Test
  void theCallbackSavesEverySoManyStepsAndAfterEachEpoch() {
    var model = Models.cnn(1);
    var saver = new CheckpointCallback(file, Models.graph(model), Models.INFO, 4);
    var saved = new ArrayList<Long>();
    var watcher =
        new Callback() {
          @Override
          public void onStep(Trainer trainer, StepMetrics step) {
            if (Files.exists(file)) saved.add(Checkpoint.load(file).training().progress().step());
          }
        };
    var config = CONFIG.toBuilder().epochs(2).build();
    new Trainer(model, config, Parallel.inline(), saver, watcher).fit(training, validation);
    assertThat(saved)
        .containsExactly(
            4L, 4L, 4L, 4L, 8L, 8L, 8L, 10L, 12L, 12L, 12L, 12L, 16L, 16L, 16L, 16L, 20L);
    assertThat(Checkpoint.load(file).training().progress().step()).isEqualTo(20);
  }

  @Test
  void theLastGoodCheckpointOutlivesADivergence() {
    var model = Models.cnn(1);
    var saver = new CheckpointCallback(file, Models.graph(model), Models.INFO, 1);
    var poison =
        new Callback() {
          @Override
          public void onStep(Trainer trainer, StepMetrics step) {
            if (step.step() == 6) model.parameters().iterator().next().floats()[0] = Float.NaN;
          }
        };
    var trainer = new Trainer(model, CONFIG, Parallel.inline(), poison, saver);
    assertThatThrownBy(() -> trainer.fit(training, validation))
        .isInstanceOf(DivergedException.class);
    assertThat(Checkpoint.load(file).training().progress().step()).isEqualTo(6);
  }

  @Test
  void refusesAStateOfAnotherModel() {
    var state = save(Models.cnn(1), 1);
    var other = Models.graph(Models.custom(1));
    assertThatThrownBy(() -> Checkpoint.save(file, other, Models.INFO, state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the training state is of another model: tensor '1.weight' is");
  }

  @Test
  void refusesAModelWithoutItsTraining() {
    ModelFile.save(file, Models.graph(Models.cnn(1)), Models.INFO);
    assertThatThrownBy(() -> Checkpoint.load(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(file + ": it holds a model without its training");
  }

  @Test
  void refusesDamagedValues() {
    save(Models.cnn(1), 13);
    refuses("\"samples\":155", "\"samples\":1.5", "training.samples: expected an integer");
    refuses("\"samples\":155,", "", "Values has [config, samples");
    refuses("\"epoch\":1", "\"epoch\":\"x\"", "training.progress.epoch: expected an integer");
    refuses("\"type\":\"AdamW\"", "\"type\":\"Muon\"", "there is no such UpdateRule");
    refuses("\"type\":\"AdamW\",", "", "training.config.optimizer: it has no 'type'");
    refuses("\"epochs\":5", "\"epochs\":0", "epochs must be at least 1");
    refuses("\"history\":[", "\"history\":[null,", "training makes no sense");
  }

  @Test
  void survivesDamagedFiles() throws IOException {
    save(Models.cnn(1), 3);
    var mutations = new Mutations(folder.resolve("mutated"), 64 << 20, ModelFileException.class);
    assertThat(mutations.survive(Files.readAllBytes(file), 15, Checkpoint::load))
        .isGreaterThan(Mutations.COUNT / 3);
  }

  private void refuses(String good, String bad, String reason) {
    var content = Safetensors.read(file);
    var metadata = new LinkedHashMap<>(content.metadata());
    assertThat(metadata.get("jacquard.training")).contains(good);
    metadata.computeIfPresent("jacquard.training", (_, text) -> text.replace(good, bad));
    var damaged = folder.resolve("damaged");
    new Safetensors(new LinkedHashMap<>(content.tensors()), metadata).write(damaged);
    assertThatThrownBy(() -> Checkpoint.load(damaged))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(damaged + ": ")
        .hasMessageContaining(reason);
  }

  /** Trains for some steps and saves what a callback would. */
  private TrainingState save(Module model, int steps) {
    var trainer = new Trainer(model, CONFIG, Parallel.inline(), stopAfter(steps));
    assertThat(trainer.fit(training, validation).stopped()).isTrue();
    new CheckpointCallback(file, Models.graph(model), Models.INFO, 0).save(trainer);
    return trainer.state();
  }

  private Map<String, List<Integer>> resume(Checkpoint checkpoint, Module model) {
    var trainer = new Trainer(model, checkpoint.training().config(), Parallel.inline());
    trainer.restore(checkpoint.training());
    trainer.fit(training, validation);
    return bits(model);
  }

  private static Callback stopAfter(int steps) {
    return new Callback() {
      @Override
      public void onStep(Trainer trainer, StepMetrics step) {
        if (step.step() == steps - 1) trainer.requestStop();
      }
    };
  }

  private static void assertSame(TrainingState actual, TrainingState expected) {
    assertThat(actual.config()).isEqualTo(expected.config());
    assertThat(actual.samples()).isEqualTo(expected.samples());
    assertThat(actual.progress()).isEqualTo(expected.progress());
    assertThat(actual.history()).isEqualTo(expected.history());
    assertThat(bits(actual.tensors())).isEqualTo(bits(expected.tensors()));
  }

  private static Map<String, List<Integer>> bits(Module model) {
    return bits(Graph.trace(model, Models.SAMPLE));
  }

  private static Map<String, List<Integer>> bits(Graph graph) {
    var tensors = new LinkedHashMap<String, Tensor>(graph.parameters());
    tensors.putAll(graph.buffers());
    return bits(tensors);
  }

  private static Map<String, List<Integer>> bits(Map<String, Tensor> tensors) {
    var bits = new LinkedHashMap<String, List<Integer>>();
    tensors.forEach((name, tensor) -> {
      var list = new Integer[tensor.size()];
      Arrays.setAll(list, i -> Float.floatToRawIntBits(tensor.floats()[i]));
      bits.put(name, List.of(list));
    });
    return bits;
  }
}
