package jacquard.fashion.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A search to look at. */
@Command(name = "report", description = "Write a page about a study, with charts.")
final class TuneReportCommand extends BaseCommand {
  @Mixin private StorageOptions storage;

  @Parameters(paramLabel = "STUDY", description = "Its name; 'jacquard tune list' lists them.")
  private String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "The page (default: STUDY.html).")
  private Path output;

  @Override
  int run(Run run) throws IOException {
    var study = storage.read(name);
    study.put(run);
    var file = output == null ? OutputFile.check(Path.of(name + ".html")) : output;
    study.page().render().write(file);
    run.screen().result("Page: %s", file.toUri());
    return 0;
  }
}
