package jacquard.optimize.recipe;

/** Checks what a step is given, before anything is done. */
final class Ranges {
  private Ranges() {}

  static void require(boolean condition, String message) {
    if (!condition) throw new IllegalArgumentException(message);
  }

  /** A share in a few words: {@code "90 %"}. */
  static String percent(double share) {
    double percent = Math.round(1000 * share) / 10.0;
    return percent == Math.rint(percent) ? (long) percent + " %" : percent + " %";
  }
}
