package jacquard.optimize.tune;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Orders vectors of losses, of which less is better in every place. */
public final class Pareto {
  private Pareto() {}

  /** Whether {@code a} is nowhere worse than {@code b} and somewhere better. */
  public static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int i = 0; i < a.length; i++) {
      if (a[i] > b[i]) return false;
      better |= a[i] < b[i];
    }
    return better;
  }

  /**
   * The front each vector belongs to: 0 if nothing dominates it, 1 if only vectors of front 0 do,
   * and so on (non-dominated sorting, Deb et al. 2002, section III A).
   */
  public static int[] ranks(double[][] losses) {
    int n = losses.length;
    var ranks = new int[n];
    var above = new int[n]; // how many of those not ranked yet dominate it
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) if (dominates(losses[j], losses[i])) above[i]++;
    }
    int ranked = 0;
    for (int front = 0; ranked < n; front++) {
      var members = membersWith(0, above);
      for (int i : members) {
        ranks[i] = front;
        above[i] = -1;
        for (int j = 0; j < n; j++) if (dominates(losses[i], losses[j])) above[j]--;
      }
      ranked += members.length;
    }
    return ranks;
  }

  /** The vectors that none dominates: front 0. */
  public static int[] front(double[][] losses) {
    return IntStream.range(0, losses.length)
        .filter(i -> Arrays.stream(losses).noneMatch(other -> dominates(other, losses[i])))
        .toArray();
  }

  private static int[] membersWith(int wanted, int[] numbers) {
    return IntStream.range(0, numbers.length).filter(i -> numbers[i] == wanted).toArray();
  }

  /**
   * How lonely each vector is among its front (crowding distance, Deb et al. 2002, section III B):
   * the sum over the objectives of the distance between its neighbours, in parts of the front's
   * extent; infinite at the ends.
   */
  public static double[] crowding(double[][] losses, int[] ranks) {
    var distances = new double[losses.length];
    int fronts = Arrays.stream(ranks).max().orElse(-1) + 1;
    for (int front = 0; front < fronts; front++) {
      var members = Arrays.stream(membersWith(front, ranks)).boxed().toList();
      for (int objective = 0; objective < losses[0].length; objective++) {
        int axis = objective;
        var order =
            members.stream()
                .sorted(Comparator.comparingDouble(i -> losses[i][axis]))
                .mapToInt(i -> i)
                .toArray();
        addNeighbours(losses, axis, order, distances);
      }
    }
    return distances;
  }

  private static void addNeighbours(double[][] losses, int axis, int[] order, double[] distances) {
    int last = order.length - 1;
    double extent = losses[order[last]][axis] - losses[order[0]][axis];
    distances[order[0]] = Double.POSITIVE_INFINITY;
    distances[order[last]] = Double.POSITIVE_INFINITY;
    if (!(extent > 0 && extent < Double.POSITIVE_INFINITY)) return;
    for (int k = 1; k < last; k++) {
      distances[order[k]] += (losses[order[k + 1]][axis] - losses[order[k - 1]][axis]) / extent;
    }
  }

  /**
   * One number for each vector by which they are ordered, less being better: the loss itself if
   * there is one objective, else the front's number plus a part below 1 that favours the lonely.
   */
  public static double[] scores(double[][] losses) {
    if (losses.length == 0) return new double[0];
    if (losses[0].length == 1) return Arrays.stream(losses).mapToDouble(l -> l[0]).toArray();
    int[] ranks = ranks(losses);
    var crowding = crowding(losses, ranks);
    return IntStream.range(0, ranks.length)
        .mapToDouble(i -> ranks[i] + 0.5 / (1 + crowding[i]))
        .toArray();
  }
}
