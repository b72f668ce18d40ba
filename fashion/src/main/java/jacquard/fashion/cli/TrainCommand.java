package jacquard.fashion.cli;

import jacquard.engine.io.ModelFile;
import jacquard.engine.nn.Module;
import jacquard.engine.train.History;
import jacquard.engine.train.Trainer;
import jacquard.engine.train.TrainingConfig;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.EpochFigures;
import jacquard.fashion.report.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a model of the zoo. */
@Command(name = "train", description = "Train a model and save it.")
final class TrainCommand extends BaseCommand {
  @Parameters(paramLabel = "MODEL", description = "Its name; 'jacquard models' lists them.")
  private String name;

  @Mixin private DataOptions where;
  @Mixin private TrainingOptions options;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "The model file to write (default: MODEL.safetensors).")
  private Path output;

  @Option(names = "--no-test", description = "Leave the test pictures alone.")
  private boolean noTest;

  @Override
  int run(Run run) throws IOException {
    var model = Zoo.find(name);
    var config = options.config(model, run.seed());
    var module = model.module(run.seed(), options.dropout(model));
    var file = output == null ? Path.of(name + ".safetensors") : output;
    var data = run.data(where);
    var training = Classifier.dataset(options.limit(data.training()));
    var validation = Classifier.dataset(data.validation());
    History history;
    try (var progress = new TrainingProgress(run.screen())) {
      var trainer = new Trainer(module, config, run.parallel(), progress);
      history = trainer.fit(training, validation);
    }
    ModelFile.save(file, Classifier.graph(module), Classifier.info(name, Map.of()));
    put(run, module, config, history, file);
    run.screen().say("Model: %s", file);
    if (!noTest) {
      var result = TestResult.of(run, module, data);
      result.putInto(run);
      result.show(run);
    }
    return 0;
  }

  private void put(Run run, Module module, TrainingConfig config, History history, Path file)
      throws IOException {
    var epochs = history.epochs().stream().map(EpochFigures::of).toList();
    run.put("model", name)
        .put("model_file", file.toString())
        .put("parameters", module.parameterCount())
        .put("bytes", Files.size(file))
        .put("batch_size", config.batchSize())
        .put("seconds", EpochFigures.seconds(epochs))
        .put("images_per_second", EpochFigures.imagesPerSecond(epochs))
        .put("epochs", epochs);
    run.screen()
        .say(
            "%s parameters, trained in %s, %s images/s",
            Text.count(module.parameterCount()),
            Text.seconds(EpochFigures.seconds(epochs)),
            Text.count(Math.round(EpochFigures.imagesPerSecond(epochs))));
  }
}
