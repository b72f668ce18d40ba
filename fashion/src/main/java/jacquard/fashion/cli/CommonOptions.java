package jacquard.fashion.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command. */
final class CommonOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute on (default: all cores, ${DEFAULT-VALUE}).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Determines every random draw (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the result alone.")
  boolean quiet;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Write all figures to this file, as JSON.")
  Path json;
}
