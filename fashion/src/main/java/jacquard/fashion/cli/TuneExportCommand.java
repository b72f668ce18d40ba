package jacquard.fashion.cli;

import jacquard.fashion.report.AtomicFile;
import jacquard.fashion.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A search for other programs. */
@Command(name = "export", description = "Write all trials of a study, as JSON or CSV.")
final class TuneExportCommand extends BaseCommand {
  @Mixin private StorageOptions storage;

  @Parameters(paramLabel = "STUDY", description = "Its name; 'jacquard tune list' lists them.")
  private String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "The file; CSV if it ends so, else JSON (default: STUDY.json).")
  private Path output;

  @Override
  int run(Run run) throws IOException {
    var study = storage.read(name);
    study.put(run);
    var file = output == null ? OutputFile.check(Path.of(name + ".json")) : output;
    if (file.toString().endsWith(".csv")) AtomicFile.write(file, study.csv());
    else Json.write(file, run.figures());
    run.screen().result("%d trials: %s", study.history().trials().size(), file);
    return 0;
  }
}
