package jacquard.optimize.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParetoTest {
  /** Few distinct values, so that many vectors are equal in some place. */
  private static double[][] random(int n, int objectives) {
    var random = new Random(n);
    return IntStream.range(0, n)
        .mapToObj(_ -> random.ints(objectives, 0, 6).asDoubleStream().toArray())
        .toArray(double[][]::new);
  }

  /** Takes one front after the other away, by the definition. */
  @Test
  void ranksAreTheFrontsThatRemainWhenThoseBeforeAreGone() {
    for (int objectives = 1; objectives <= 3; objectives++) {
      var losses = random(40, objectives);
      var ranks = Pareto.ranks(losses);
      for (int i = 0; i < losses.length; i++) {
        int before = -1;
        for (int j = 0; j < losses.length; j++) {
          if (Pareto.dominates(losses[j], losses[i])) before = Math.max(before, ranks[j]);
        }
        assertThat(ranks[i]).isEqualTo(before + 1);
      }
      int[] first = IntStream.range(0, ranks.length).filter(i -> ranks[i] == 0).toArray();
      assertThat(Pareto.front(losses)).isEqualTo(first);
    }
  }

  @Test
  void equalVectorsDoNotDominateEachOther() {
    assertThat(Pareto.dominates(new double[] {1, 2}, new double[] {1, 2})).isFalse();
    assertThat(Pareto.dominates(new double[] {1, 2}, new double[] {1, 3})).isTrue();
    assertThat(Pareto.dominates(new double[] {1, 2}, new double[] {0, 3})).isFalse();
  }

  @Test
  void crowdingIsTheRelativeDistanceOfTheNeighbours() {
    double[][] front = {{0, 10}, {1, 6}, {4, 2}, {10, 0}};
    var distances = Pareto.crowding(front, new int[4]);
    assertThat(distances)
        .containsExactly(Double.POSITIVE_INFINITY, 0.4 + 0.8, 0.9 + 0.6, Double.POSITIVE_INFINITY);
  }

  @Test
  void scoresOrderByFrontAndThenByLoneliness() {
    double[][] losses = {{0, 10}, {1, 6}, {4, 2}, {10, 0}, {11, 11}};
    var scores = Pareto.scores(losses);
    assertThat(scores[0]).isEqualTo(0);
    assertThat(scores[2]).isLessThan(scores[1]);
    assertThat(scores[1]).isLessThan(scores[4]);
    double[][] single = {{3}, {1}};
    assertThat(Pareto.scores(single)).containsExactly(3, 1);
    assertThat(Arrays.stream(Pareto.scores(new double[0][])).toArray()).isEmpty();
  }
}
