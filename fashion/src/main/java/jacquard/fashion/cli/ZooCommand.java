package jacquard.fashion.cli;

import jacquard.fashion.model.Zoo;
import jacquard.fashion.model.ZooModel;
import jacquard.fashion.report.AtomicFile;
import jacquard.fashion.report.TrainingMarkdown;
import jacquard.fashion.report.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the zoo with several seeds; each training is the command {@code train}. */
@Command(
    name = "zoo",
    description = {
      "Train the zoo's models with several seeds and tabulate what they reach.",
      "Finished trainings are kept: the same command goes on where it was stopped."
    })
final class ZooCommand extends BaseCommand {
  /** The page's name in the folder of the figures. */
  static final String PAGE = "RESULTS.md";

  @Spec private CommandSpec spec;
  @Mixin private DataOptions where;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for figures, models and page (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("zoo-study");

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description = "Models (default: all).")
  private List<String> models = Zoo.models().stream().map(ZooModel::name).toList();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Trainings of each model, from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds = 3;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the pictures (default: the model's recipe).")
  private Integer epochs;

  @Option(names = "--render", description = "Train nothing: make the page of the figures again.")
  private boolean renderOnly;

  @Override
  int run(Run run) throws IOException {
    Files.createDirectories(folder);
    if (!renderOnly) {
      for (var model : models) {
        Zoo.find(model);
        for (int i = 0; i < seeds; i++) {
          int code = train(run, model, run.seed() + i);
          if (code != 0) return code;
        }
      }
    }
    var runs = read(folder);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException(folder + " holds no figures yet: leave --render out");
    }
    AtomicFile.write(folder.resolve(PAGE), TrainingMarkdown.render(runs));
    run.put("runs", runs);
    run.screen().say("Page: %s", folder.resolve(PAGE));
    return 0;
  }

  private int train(Run run, String model, long seed) {
    var name = model + "-" + seed;
    var figures = folder.resolve(name + ".json");
    if (Files.exists(figures)) return 0;
    run.screen().say("%s, seed %d:", model, seed);
    var args = new ArrayList<>(List.of("train", model, "--seed", "" + seed));
    args.addAll(List.of("--threads", "" + run.parallel().threads(), "--json", "" + figures));
    args.addAll(List.of("-o", "" + folder.resolve(name + ".safetensors")));
    if (where.data != null) args.addAll(List.of("--data", where.data));
    if (epochs != null) args.addAll(List.of("--epochs", "" + epochs));
    var main = (Main) spec.root().userObject();
    var screen = spec.commandLine();
    return main.run(screen.getOut(), screen.getErr(), args.toArray(String[]::new));
  }

  /** The figures in a folder, in the zoo's order. */
  static List<TrainingRun> read(Path folder) throws IOException {
    var runs = new ArrayList<TrainingRun>();
    for (var model : Zoo.models()) {
      try (var files = Files.newDirectoryStream(folder, model.name() + "-[0-9]*.json")) {
        var own = new ArrayList<TrainingRun>();
        for (var file : files) {
          var run = TrainingRun.read(file);
          if (run.model().equals(model.name())) own.add(run);
        }
        own.sort((a, b) -> Long.compare(a.seed(), b.seed()));
        runs.addAll(own);
      }
    }
    return runs;
  }
}
