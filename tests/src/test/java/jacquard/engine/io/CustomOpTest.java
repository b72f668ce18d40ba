package jacquard.engine.io;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.engine.data.ImageDataset;
import jacquard.engine.graph.Plan;
import jacquard.engine.nn.Module;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Evaluation;
import jacquard.engine.train.Trainer;
import jacquard.engine.train.TrainingConfig;
import jacquard.kernels.Parallel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An op that a user wrote goes wherever Jacquard's own go. */
class CustomOpTest {
  @TempDir Path folder;

  private final ImageDataset training = Models.pictures(300, 1);
  private final ImageDataset validation = Models.pictures(100, 2);

  @Test
  void isTrainedTracedPlannedSavedAndLoaded() {
    var model = Models.custom(1);
    var config = TrainingConfig.builder().epochs(5).batchSize(16).build();
    var trainer = new Trainer(model, config, Parallel.inline());
    var history = trainer.fit(training, validation);
    assertThat(history.epochs().getLast().validation().accuracy()).isGreaterThan(0.9);

    var graph = Models.graph(model);
    assertThat(graph.node("2").op()).isEqualTo(new Models.Squash(0.7f));

    var images = images();
    var expected = model.apply(images).floats();
    assertThat(Plan.compile(graph).session(100).run(images).floats()).startsWith(expected);

    var file = folder.resolve("model");
    ModelFile.save(file, graph, Models.INFO);
    var loaded = ModelFile.load(file, Models.Squash.class).module();
    assertThat(loaded.apply(images).floats()).isEqualTo(expected);
    assertThat(accuracy(loaded)).isEqualTo(accuracy(model));

    var checkpoint = folder.resolve("checkpoint");
    Checkpoint.save(checkpoint, graph, Models.INFO, trainer.state());
    var resumed = Checkpoint.load(checkpoint, Models.Squash.class);
    assertThat(resumed.model().module().apply(images).floats()).isEqualTo(expected);
  }

  private Tensor images() {
    var images = Tensor.zeros(Shape.of(100, 6, 5, 2));
    for (int i = 0; i < 100; i++) {
      validation.read(i, images.floats(), i * Models.SAMPLE.size());
      validation.normalize(images.floats(), i * Models.SAMPLE.size());
    }
    return images;
  }

  private double accuracy(Module model) {
    return Evaluation.of(model, validation, 32, Parallel.inline()).metrics().accuracy();
  }
}
