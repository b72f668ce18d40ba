package jacquard.fashion.cli;

import jacquard.engine.data.ImageDataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.graph.Plan;
import jacquard.engine.io.ModelFile;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.nn.Module;
import jacquard.engine.train.Callback;
import jacquard.engine.train.Evaluation;
import jacquard.engine.train.Objective;
import jacquard.engine.train.TrainingConfig;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.model.ZooModel;
import jacquard.fashion.report.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What the commands do alike that make another model of a trained one: load it, change it, perhaps
 * train it further, save it, and say what became of accuracy and size. Everything is chosen and
 * measured on validation pictures; 'jacquard evaluate' reads the test pictures.
 */
abstract class OptimizeCommand extends BaseCommand {
  private static final double LEARNING_RATE = 1e-3;

  @Parameters(paramLabel = "FILE", description = "A model file that 'jacquard train' wrote.")
  private Path file;

  @Mixin private DataOptions where;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "The model file to write (default: beside the model, with another ending).")
  private Path output;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Train the changed model for so many passes (default: ${DEFAULT-VALUE}).")
  private int epochs = 0;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "The largest learning rate of that training (default: ${DEFAULT-VALUE}).")
  private double learningRate = LEARNING_RATE;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Use so many training pictures of each class only (default: all, 5,500).")
  private Integer limit;

  private Run run;
  private ModelFile model;
  private LabeledImages training;
  private LabeledImages validation;
  private boolean stopped;

  /** What the new file's name has behind the model's, and what its extras call the change. */
  abstract String suffix();

  /** What the new file's name ends in. */
  String ending() {
    return ".safetensors";
  }

  /** Makes the new model of the trained one, which stays as it is. */
  abstract Graph change(Graph trained);

  /** The new model's name. */
  String modelName(String trained) {
    return trained;
  }

  /** Writes the new model. */
  void save(Path to, Graph graph, ModelInfo info) {
    ModelFile.save(to, graph, info);
  }

  @Override
  final int run(Run run) throws IOException {
    this.run = run;
    model = Classifier.load(file);
    run.trainedOn(model.info());
    var target = output == null ? OutputFile.check(besides(file)) : output;
    take(run.data(where));
    var before = Classifier.evaluate(run, model.graph(), validation);
    var changed = change(model.graph());
    if (stopped) return Failures.INTERRUPTED;
    var after = Classifier.evaluate(run, changed, validation);
    var extras = new LinkedHashMap<>(model.info().extras());
    extras.put(TrainingJob.ACCURACY, Double.toString(after.accuracy()));
    extras.merge("changes", suffix(), (earlier, last) -> earlier + ", " + last);
    save(target, changed, Classifier.info(modelName(model.info().name()), extras));
    report(target, changed, before, after);
    return 0;
  }

  private void take(FashionMnist data) {
    if (epochs < 0) {
      throw new IllegalArgumentException("--epochs must be at least 0, not " + epochs);
    }
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("--limit must be at least 1, not " + limit);
    }
    training = limit == null ? data.training() : data.training().perClass(limit);
    validation = data.validation();
  }

  private Path besides(Path file) {
    var name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    var stem = dot > 0 ? name.substring(0, dot) : name;
    return file.resolveSibling(stem + "-" + suffix() + ending());
  }

  private void report(Path target, Graph changed, Evaluation before, Evaluation after)
      throws IOException {
    long bytesBefore = Files.size(file);
    long bytes = Files.size(target);
    var plan = Plan.compile(changed);
    run.put("model", modelName(model.info().name()))
        .put("model_file", target.toString())
        .put("bytes_before", bytesBefore)
        .put("bytes", bytes)
        .put("plan_bytes_before", Plan.compile(model.graph()).bytes())
        .put("plan_bytes", plan.bytes())
        .put("plan", plan.toString().lines().toList())
        .put("validation_accuracy_before", before.accuracy())
        .put("validation_accuracy", after.accuracy())
        .put("validation_loss", after.loss());
    run.screen()
        .say(
            "Model: %s, %s bytes, %.1f times smaller",
            target, Text.count(bytes), (double) bytesBefore / bytes);
    run.screen()
        .result(
            "validation accuracy %s  (%s before)",
            Text.percent(after.accuracy()), Text.percent(before.accuracy()));
  }

  /** How many passes the changed model is trained for. */
  final int epochs() {
    return epochs;
  }

  final Run currentRun() {
    return run;
  }

  /** The pictures to train and calibrate with. */
  final ImageDataset trainingSet() {
    return Classifier.dataset(training);
  }

  /** The pictures to choose by. */
  final ImageDataset validationSet() {
    return Classifier.dataset(validation);
  }

  /** How many steps the training has. */
  final long steps() {
    return (long) epochs * Math.ceilDiv(training.size(), config().batchSize());
  }

  /** Trains a graph in place as the options say, by its model's recipe where the zoo has one. */
  final void train(Graph graph, Callback... callbacks) {
    if (epochs > 0) train(new GraphModule(graph), config(), null, callbacks);
  }

  /** Trains a module in place; without an objective, with cross-entropy. */
  final void train(
      Module module, TrainingConfig config, Objective objective, Callback... callbacks) {
    var fine = new Training(run, module, config, objective, callbacks);
    stopped |= fine.fit(training, validation).stopped();
  }

  private TrainingConfig config() {
    var recipe = recipe(model.info().name());
    return recipe.toBuilder()
        .epochs(Math.max(1, epochs))
        .seed(run.seed())
        .schedule(LearningRate.in(recipe.schedule(), learningRate))
        .build();
  }

  private static TrainingConfig recipe(String name) {
    Optional<ZooModel> known =
        Zoo.models().stream().filter(each -> each.name().equals(name)).findFirst();
    return known.map(ZooModel::recipe).orElseGet(() -> TrainingConfig.builder().build());
  }
}
