package jacquard.fashion.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The root command: dispatches to its subcommands, and shows the usage when there is none. */
@Command(
    name = "jacquard",
    description = "Trains, examines and uses image classifiers on Fashion-MNIST.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      PruneCommand.class,
      QuantizeCommand.class,
      DistillCommand.class,
      FactorizeCommand.class,
      CompressCommand.class,
      ParetoCommand.class,
      ExportCommand.class,
      OnnxCommand.class,
      StudyCommand.class,
      TuneCommand.class,
      ModelsCommand.class,
      DataCommand.class,
      InfoCommand.class
    },
    footer = {
      "",
      "jacquard bench [OPTIONS] measures how fast all this is, beside other libraries.",
      "",
      "Exit codes: 0 done, 1 what was asked for cannot be done, 2 the command line is wrong,",
      "70 a defect of this program, 130 stopped by Ctrl-C."
    })
public final class Main implements Runnable {
  private final Interruption interruption = new Interruption();
  private final DataSupply data;
  @Spec private CommandSpec spec;

  private Main(DataSupply data) {
    this.data = data;
  }

  /**
   * Runs one command and exits with its code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(
        execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
  }

  /**
   * Runs one command.
   *
   * @param out takes what was asked for
   * @param err takes errors and progress
   * @return the exit code
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return execute(DataSupply.SYSTEM, out, err, args);
  }

  /** The same with data from elsewhere. */
  static int execute(DataSupply data, PrintWriter out, PrintWriter err, String... args) {
    var main = new Main(data);
    try (main.interruption) {
      return main.run(out, err, args);
    }
  }

  /** Runs one command, perhaps as a part of another one. */
  int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(this)
        .setOut(out)
        .setErr(err)
        .setExecutionStrategy(Main::runLast)
        .setExecutionExceptionHandler(Failures::execution)
        .setParameterExceptionHandler(Failures::usage)
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
  }

  /** Where data come from. */
  DataSupply data() {
    return data;
  }

  /** What Ctrl-C does. */
  Interruption interruption() {
    return interruption;
  }

  /** The exception handler is given errors, of memory for instance, like exceptions. */
  private static int runLast(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), "error", e);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
