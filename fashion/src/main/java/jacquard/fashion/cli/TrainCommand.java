package jacquard.fashion.cli;

import jacquard.engine.io.ModelFile;
import jacquard.fashion.model.Zoo;
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
    var training = new Training(run, module, config);
    var history = training.fit(options.limit(data.training()), data.validation());
    if (history.stopped()) return Failures.INTERRUPTED;
    ModelFile.save(file, Classifier.graph(module), Classifier.info(name, Map.of()));
    run.put("model", name)
        .put("model_file", file.toString())
        .put("bytes", Files.size(file))
        .put("batch_size", config.batchSize());
    training.report();
    run.screen().say("Model: %s", file);
    if (!noTest) TestResult.of(run, module, data).show();
    return 0;
  }
}
