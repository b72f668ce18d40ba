package jacquard.fashion.cli;

import jacquard.fashion.data.Garment;
import jacquard.fashion.report.ContactSheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the data: a picture of samples, and counts. The test set is left alone. */
@Command(
    name = "data",
    description = "Write a contact sheet of the training pictures and count the classes.")
final class DataCommand extends BaseCommand {
  @Mixin private DataOptions where;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = OutputFile.class,
      defaultValue = "contact-sheet.png",
      description = "The PNG to write (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Pictures of each class (default: ${DEFAULT-VALUE}).")
  private int samples = 12;

  @Override
  int run(Run run) throws IOException {
    var data = run.data(where);
    var training = data.training();
    var validation = data.validation();
    ContactSheet.write(output, data.source().description(), training, samples);
    run.put("training", training.size())
        .put("validation", validation.size())
        .put("training_counts", byName(training.counts()))
        .put("validation_counts", byName(validation.counts()))
        .put("contact_sheet", output.toString());
    var screen = run.screen();
    screen.result("%-12s %9s %11s", "class", "training", "validation");
    for (var garment : Garment.values()) {
      int label = garment.ordinal();
      screen.result(
          "%-12s %9d %11d", garment.title(), training.counts()[label], validation.counts()[label]);
    }
    screen.result("%-12s %9d %11d", "all", training.size(), validation.size());
    screen.say("Samples: %s", output);
    return 0;
  }

  private static Map<String, Integer> byName(int[] counts) {
    var named = new LinkedHashMap<String, Integer>();
    for (var garment : Garment.values()) named.put(garment.title(), counts[garment.ordinal()]);
    return named;
  }
}
