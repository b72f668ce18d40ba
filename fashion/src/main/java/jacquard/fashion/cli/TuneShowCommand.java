package jacquard.fashion.cli;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** All trials of a search. */
@Command(name = "show", description = "Show every trial of a study.")
final class TuneShowCommand extends BaseCommand {
  @Mixin private StorageOptions storage;

  @Parameters(paramLabel = "STUDY", description = "Its name; 'jacquard tune list' lists them.")
  private String name;

  @Override
  int run(Run run) {
    var study = storage.read(name);
    study.put(run);
    for (var trial : study.history().trials()) {
      var state = trial.state().name().toLowerCase(Locale.ROOT);
      run.screen().result("%-8s  %s", state, study.line(trial));
    }
    run.screen().say("%s", study.counts());
    return 0;
  }
}
