package jacquard.optimize.tune.insight;

import jacquard.optimize.tune.Pareto;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How much of the space of losses a set of vectors dominates, up to a reference point: the measure
 * of a front (Zitzler and Thiele 1999), exact, by the exclusive volumes of While, Bradstreet and
 * Barone (2012, "A fast way of calculating exact hypervolumes").
 */
public final class Hypervolume {
  private Hypervolume() {}

  /**
   * The volume.
   *
   * @param losses less is better; vectors that do not dominate the reference add nothing
   * @param reference a bad point
   */
  public static double of(double[][] losses, double[] reference) {
    var inside = Arrays.stream(losses).filter(l -> isInside(l, reference)).toArray(double[][]::new);
    return volume(front(inside), reference);
  }

  private static boolean isInside(double[] loss, double[] reference) {
    for (int i = 0; i < loss.length; i++) if (!(loss[i] < reference[i])) return false;
    return true;
  }

  /** The vectors that none dominates, each once, the largest first losses first. */
  private static double[][] front(double[][] losses) {
    var distinct = Arrays.stream(losses).sorted(Arrays::compare).toArray(double[][]::new);
    var once =
        IntStream.range(0, distinct.length)
            .filter(i -> i == 0 || !Arrays.equals(distinct[i], distinct[i - 1]))
            .mapToObj(i -> distinct[i])
            .toArray(double[][]::new);
    return Arrays.stream(Pareto.front(once)).mapToObj(i -> once[i]).toArray(double[][]::new);
  }

  private static double volume(double[][] front, double[] reference) {
    if (reference.length == 2) return area(front, reference);
    double sum = 0;
    for (int i = 0; i < front.length; i++) sum += exclusive(front, i, reference);
    return sum;
  }

  /** In two dimensions a front that is sorted by the first loss is a staircase. */
  private static double area(double[][] front, double[] reference) {
    double sum = 0;
    double above = reference[1];
    for (var step : front) {
      sum += (reference[0] - step[0]) * (above - step[1]);
      above = step[1];
    }
    return sum;
  }

  /** What only vector {@code i} dominates, of it and those after it. */
  private static double exclusive(double[][] front, int i, double[] reference) {
    double box = 1;
    for (int k = 0; k < reference.length; k++) box *= reference[k] - front[i][k];
    var limited = new double[front.length - i - 1][reference.length];
    for (int j = 0; j < limited.length; j++) {
      for (int k = 0; k < reference.length; k++) {
        limited[j][k] = Math.max(front[i][k], front[i + 1 + j][k]);
      }
    }
    return box - volume(front(limited), reference);
  }
}
