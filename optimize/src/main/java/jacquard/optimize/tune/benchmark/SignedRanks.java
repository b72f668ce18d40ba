package jacquard.optimize.tune.benchmark;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The signed-rank test of Wilcoxon (1945): whether values that belong together in pairs, such as
 * the results of two samplers with the same seed, differ by more than chance.
 */
public final class SignedRanks {
  private SignedRanks() {}

  /**
   * The probability, were there no difference, that {@code a} came out as much below {@code b} as
   * it did, or more: exact, equal pairs left out, ties given their mean rank.
   */
  public static double pValueLess(double[] a, double[] b) {
    var differences =
        IntStream.range(0, a.length).mapToDouble(i -> b[i] - a[i]).filter(d -> d != 0).toArray();
    var ranks = doubledRanks(differences);
    int total = Arrays.stream(ranks).sum();
    int won = 0;
    for (int i = 0; i < ranks.length; i++) if (differences[i] > 0) won += ranks[i];
    var ways = new double[total + 1]; // the probability of each sum, signs being fair coins
    ways[0] = 1;
    for (int rank : ranks) {
      for (int sum = total; sum >= 0; sum--) {
        ways[sum] = 0.5 * (ways[sum] + (sum >= rank ? ways[sum - rank] : 0));
      }
    }
    return Math.min(1, Arrays.stream(ways, won, total + 1).sum());
  }

  /** Twice the rank of each by its size, so that mean ranks are whole numbers. */
  private static int[] doubledRanks(double[] differences) {
    int n = differences.length;
    var order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(differences[i])))
            .toList();
    var ranks = new int[n];
    for (int from = 0; from < n; ) {
      int to = from + 1;
      double size = Math.abs(differences[order.get(from)]);
      while (to < n && Math.abs(differences[order.get(to)]) == size) to++;
      for (int k = from; k < to; k++) ranks[order.get(k)] = from + to + 1;
      from = to;
    }
    return ranks;
  }
}
