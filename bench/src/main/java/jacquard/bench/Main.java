package jacquard.bench;

import jacquard.fashion.cli.Failures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/** The bench's command line. */
public final class Main {
  /** The launcher's option: what it asks for is on the class path already. */
  private static final String PEERS = "--peers";

  private Main() {}

  /**
   * Runs the bench, or JMH if the first argument is {@code jmh}, and exits.
   *
   * @param args the command line
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    if (args.length > 0 && args[0].equals("jmh")) {
      // ONNX Runtime 1.29 crashes where the command line, and so the class path, exceeds 4 KB.
      System.setProperty("jmh.separateClasspathJAR", "true");
      org.openjdk.jmh.Main.main(
          Arrays.stream(args).skip(1).filter(arg -> !arg.equals(PEERS)).toArray(String[]::new));
      return;
    }
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(execute(out, err, args));
  }

  /**
   * Runs the bench.
   *
   * @param out takes the tables
   * @param err takes errors and progress
   * @return the exit code
   */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new BenchCommand())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Failures::execution)
        .setParameterExceptionHandler(Failures::usage)
        .setUsageHelpAutoWidth(true)
        .execute(args);
  }
}
