package jacquard.bench.report;

import jacquard.bench.work.Unit;
import jacquard.fashion.report.Text;

/** Figures as tables show them. */
final class Cells {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private Cells() {}

  /** A speed: three or more digits that mean something. */
  static String speed(Unit unit, double value) {
    return switch (unit) {
      case IMAGES -> Text.count(Math.round(value));
      case GFLOPS, GBPS, MICROSECONDS -> Text.format(value < 9.995 ? "%.2f" : "%.1f", value);
    };
  }

  /** A fraction in whole percent. */
  static String percent(double fraction) {
    return Text.format("%.0f %%", 100 * fraction);
  }

  /** How many times as fast. */
  static String times(double factor) {
    return factor(factor) + "x";
  }

  /** The same without a sign. */
  static String factor(double factor) {
    return Text.format(factor < 9.995 ? "%.2f" : "%.0f", factor);
  }

  /** Bytes of heap. */
  static String bytes(double bytes) {
    return bytes < 1024 ? Text.format("%.0f B", bytes) : Text.format("%.1f KB", bytes / 1024);
  }

  /** A bar of so many cells when full; longer than that it is cut and marked. */
  static String bar(double fraction, int cells) {
    int eighths = (int) Math.round(8 * cells * Math.clamp(fraction, 0, 1));
    var bar = new StringBuilder("█".repeat(eighths / 8));
    if (eighths % 8 > 0) bar.append(EIGHTHS.charAt(eighths % 8));
    return bar.append(" ".repeat(cells - bar.length())).toString();
  }
}
