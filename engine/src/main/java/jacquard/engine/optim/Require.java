package jacquard.engine.optim;

/** Refuses impossible hyper-parameters with one sentence. */
final class Require {
  private Require() {}

  static void nonNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) fail(name, "at least 0", value);
  }

  static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) fail(name, "positive", value);
  }

  /** In {@code [0, 1)}: a weight of the past that leaves room for the present. */
  static void fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) fail(name, "in [0, 1)", value);
  }

  private static void fail(String name, String range, double value) {
    throw new IllegalArgumentException("%s must be %s, not %s".formatted(name, range, value));
  }
}
