package jacquard.fashion.cli;

import jacquard.fashion.report.Text;
import java.io.PrintWriter;

/**
 * Where a command prints: results on standard output, everything else on standard error.
 *
 * @param quiet only results and warnings are printed
 */
record Screen(PrintWriter out, PrintWriter err, boolean quiet) {
  /** A line of a result, which is always printed. */
  void result(String format, Object... args) {
    out.println(Text.format(format, args));
    out.flush();
  }

  /** A line on the way there. */
  void say(String format, Object... args) {
    if (!quiet) result(format, args);
  }

  /** What must not be missed, not even with {@code --quiet}. */
  void warn(String sentence) {
    err.println(sentence);
    err.flush();
  }

  /** Whether a person watches, so that progress may be drawn. */
  boolean isWatched() {
    var console = System.console();
    return !quiet && console != null && console.isTerminal();
  }
}
