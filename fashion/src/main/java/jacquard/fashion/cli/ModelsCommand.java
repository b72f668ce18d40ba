package jacquard.fashion.cli;

import jacquard.fashion.model.Zoo;
import jacquard.fashion.model.ZooModel;
import jacquard.fashion.report.Text;
import java.util.ArrayList;
import picocli.CommandLine.Command;

/** Lists the models of the zoo. */
@Command(name = "models", description = "List the models that can be trained.")
final class ModelsCommand extends BaseCommand {
  /** A line of the list; {@code bytes} are those of its weights. */
  private record Line(String name, String description, long parameters, long bytes, int epochs) {
    static Line of(ZooModel model) {
      long parameters = model.module(0).parameterCount();
      return new Line(
          model.name(),
          model.description(),
          parameters,
          parameters * Float.BYTES,
          model.recipe().epochs());
    }
  }

  @Override
  int run(Run run) {
    var lines = new ArrayList<Line>();
    run.screen().result("%-14s %10s %9s %7s  %s", "name", "parameters", "KB", "epochs", "");
    for (var model : Zoo.models()) {
      var line = Line.of(model);
      lines.add(line);
      run.screen()
          .result(
              "%-14s %10s %9s %7d  %s",
              line.name,
              Text.count(line.parameters),
              Text.count(line.bytes / 1000),
              line.epochs,
              line.description);
    }
    run.put("models", lines);
    return 0;
  }
}
