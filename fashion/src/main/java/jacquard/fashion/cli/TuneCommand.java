package jacquard.fashion.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what is done with searches; alone it shows what there is. */
@Command(
    name = "tune",
    description = "Search for the best hyper-parameters of a model.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TuneRunCommand.class,
      TuneListCommand.class,
      TuneShowCommand.class,
      TuneBestCommand.class,
      TuneExportCommand.class,
      TuneReportCommand.class
    })
final class TuneCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
