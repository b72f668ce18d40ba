package jacquard.fashion.cli;

import jacquard.fashion.report.Text;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/**
 * One line of a terminal that is drawn over and over: how far, how long still, and what else.
 * Libraries for this bring JLine, whose terminal takes Ctrl-C away from Java.
 */
final class Bar implements AutoCloseable {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int SHORTEST = 5;
  private static final int LONGEST = 40;
  private static final int USUAL_WIDTH = 80;

  private final PrintWriter terminal;
  private final int width = width();
  private final boolean blocks = System.err.charset().newEncoder().canEncode('█');
  private final long start = System.nanoTime();
  private double first = -1;
  private long drawn = start - PERIOD;
  private boolean isThere;

  Bar(PrintWriter terminal) {
    this.terminal = terminal;
  }

  /**
   * Draws, unless it did a moment ago.
   *
   * @param fraction how far, 0 to 1
   * @param message what else
   */
  void show(String name, double fraction, String message) {
    long now = System.nanoTime();
    if (first < 0) first = fraction;
    if (now - drawn < PERIOD) return;
    drawn = now;
    var rest = Text.format(" %3.0f %%  %s left  %s", 100 * fraction, left(fraction, now), message);
    int length = Math.clamp(width - name.length() - rest.length() - 2, SHORTEST, LONGEST);
    draw(name + " " + bar(fraction, length) + rest);
  }

  private String bar(double fraction, int length) {
    int full = (int) Math.round(length * fraction);
    return (blocks ? "█" : "#").repeat(full) + (blocks ? "░" : ".").repeat(length - full);
  }

  /** As fast as since the beginning. */
  private String left(double fraction, long now) {
    if (fraction <= first) return "?";
    double seconds = (now - start) * 1e-9 * (1 - fraction) / (fraction - first);
    return Text.format("%d:%02d", (long) seconds / 60, (long) seconds % 60);
  }

  private void draw(String line) {
    var cut = line.substring(0, Math.min(line.length(), width - 1));
    terminal.print("\r" + cut + " ".repeat(width - 1 - cut.length()));
    terminal.flush();
    isThere = true;
  }

  /** Leaves an empty line to write on. */
  @Override
  public void close() {
    if (!isThere) return;
    draw("");
    terminal.print('\r');
    terminal.flush();
    isThere = false;
  }

  /** Java cannot tell; where stty cannot either, it is what terminals usually have. */
  private static int width() {
    try {
      var stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var size = new Scanner(stty.inputReader())) {
        size.nextInt();
        int columns = size.nextInt();
        return columns > LONGEST ? columns : USUAL_WIDTH;
      }
    } catch (IOException | NoSuchElementException e) {
      return USUAL_WIDTH;
    }
  }
}
