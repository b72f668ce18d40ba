package jacquard.fashion.report;

import java.math.BigDecimal;
import java.util.Locale;

/** Figures as people read them, the same on every machine. */
public final class Text {
  private Text() {}

  /** A fraction as percent with two decimals: {@code "91.20 %"}. */
  public static String percent(double fraction) {
    return format("%.2f %%", 100 * fraction);
  }

  /** A format with a decimal point whatever the machine's language. */
  public static String format(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }

  /** A count with separated thousands: {@code "431,080"}. */
  public static String count(long count) {
    return format("%,d", count);
  }

  /** A number without zeros at its end: {@code "0.25"}, {@code "4"}. */
  public static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** A time: {@code "8.3 s"}, {@code "3 min 20 s"}, {@code "1 h 05 min"}. */
  public static String seconds(double seconds) {
    if (seconds < 60) return format("%.1f s", seconds);
    long whole = Math.round(seconds);
    if (whole < 3600) return format("%d min %02d s", whole / 60, whole % 60);
    return format("%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** The same with a capital at its head. */
  static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
