package jacquard.fashion.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command: dispatches to its subcommands, and shows the usage when there is none. */
@Command(
    name = "jacquard",
    description = "Trains, examines and uses image classifiers on Fashion-MNIST.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  private Main() {}

  /**
   * Runs one command and exits with its code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
