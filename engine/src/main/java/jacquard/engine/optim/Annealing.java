package jacquard.engine.optim;

/** What schedules share. */
final class Annealing {
  private Annealing() {}

  /** From {@code from} (share 0) to {@code to} (share 1) along half a period of the cosine. */
  static double cosine(double from, double to, double share) {
    return to + (from - to) / 2 * (1 + StrictMath.cos(StrictMath.PI * share));
  }

  /** The length, which must not be open. */
  static double closed(long length) {
    if (length == 0) {
      throw new IllegalStateException("the schedule's length is open: close it with over(steps)");
    }
    return length;
  }
}
