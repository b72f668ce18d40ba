package jacquard.fashion.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the studies; alone it shows which there are. */
@Command(
    name = "study",
    description = "Measure one idea over many trainings and write a page about it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "STUDY",
    subcommands = {
      DropoutCommand.class,
      SamplersCommand.class,
      SearchCommand.class,
      SpeedCommand.class,
      SmallerCommand.class,
      TunedCommand.class,
      ZooCommand.class
    })
final class StudyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
