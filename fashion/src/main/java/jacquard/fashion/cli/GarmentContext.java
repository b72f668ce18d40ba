package jacquard.fashion.cli;

import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.train.Callback;
import jacquard.engine.train.Objective;
import jacquard.engine.train.TrainingConfig;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.model.ZooModel;
import jacquard.kernels.Parallel;
import jacquard.optimize.recipe.StepContext;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where recipes find garments and the models of the zoo. Steps never see the test pictures.
 *
 * @param run whose threads and seed they take, and which shows their trainings
 * @param isTold whether every epoch is a line on the screen
 */
record GarmentContext(
    Run run,
    LabeledImages trainingImages,
    LabeledImages validationImages,
    long seed,
    Graph original,
    boolean isTold)
    implements StepContext {
  /** Ranges of activations hardly change with more: 2,000 pictures. */
  private static final int CALIBRATION_PER_CLASS = 200;

  @Override
  public Dataset training() {
    return Classifier.dataset(trainingImages);
  }

  @Override
  public Dataset calibration() {
    return Classifier.dataset(trainingImages.perClass(CALIBRATION_PER_CLASS));
  }

  @Override
  public Dataset validation() {
    return Classifier.dataset(validationImages);
  }

  @Override
  public Parallel parallel() {
    return run.parallel();
  }

  @Override
  public Graph load(String file) {
    return Classifier.load(Path.of(file)).graph();
  }

  @Override
  public Graph untrained(String name) {
    return Classifier.graph(Zoo.find(name).module(seed));
  }

  /** The model's recipe where the zoo has one. */
  @Override
  public TrainingConfig config(String name) {
    return Stream.concat(Zoo.models().stream(), Stream.of(Zoo.wide()))
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(ZooModel::recipe)
        .orElseGet(() -> TrainingConfig.builder().build());
  }

  /**
   * Trains until the end.
   *
   * @throws StoppedException if Ctrl-C came
   */
  @Override
  public void train(
      Graph graph, TrainingConfig config, Objective objective, Callback... callbacks) {
    var module = new GraphModule(graph);
    var training = Training.of(run, isTold, module, config, objective, callbacks);
    if (training.fit(trainingImages, validationImages).stopped()) throw new StoppedException();
  }
}
