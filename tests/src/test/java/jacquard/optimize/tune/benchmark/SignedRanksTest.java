package jacquard.optimize.tune.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SignedRanksTest {
  private static final double[] A = {1.1, 2.0, 0.3, 4.4, 2.2, 1.7, 0.9, 3.1, 2.9, 0.6};
  private static final double[] B = {0.9, 2.5, 0.1, 3.0, 2.1, 1.1, 1.3, 2.0, 1.2, 0.2};

  /** Expected values are those of SciPy 1.17 (wilcoxon, method "exact"). */
  @Test
  void probabilitiesAreTheExactOnes() {
    double[] differences = {
      0.746, 1.222, 0.73, -0.903, 1.305, 0.846, -0.137, 0.981, 0.765, 0.694, 0.428, 0.947, -0.336,
      0.237, -0.082, 0.999, 0.44, 0.108, -0.382, 0.143, 0.408, 0.124, 1.694, 1.407, -2.311, -1.489,
      0.225, -0.022, 0.614, 0.617
    };
    assertThat(SignedRanks.pValueLess(new double[30], differences))
        .isCloseTo(0.004071489907801151, within(1e-12));
  }

  /** Against all 1,024 choices of signs, ties included. */
  @Test
  void tiesShareTheirMeanRank() {
    assertThat(SignedRanks.pValueLess(B, A)).isCloseTo(byEnumeration(B, A), within(1e-12));
    double[] a = {0, 0, 0, 0, 0, 0};
    double[] b = {1, -1, 2, 2, 0, 3};
    assertThat(SignedRanks.pValueLess(a, b)).isCloseTo(byEnumeration(a, b), within(1e-12));
  }

  private static double byEnumeration(double[] a, double[] b) {
    var d = new double[a.length];
    for (int i = 0; i < d.length; i++) d[i] = b[i] - a[i];
    double won = 0;
    for (double x : d) if (x > 0) won += rank(d, x);
    int count = 0;
    for (int signs = 0; signs < 1 << d.length; signs++) {
      double sum = 0;
      for (int i = 0; i < d.length; i++)
        if (d[i] != 0 && (signs >> i & 1) != 0) sum += rank(d, d[i]);
      if (sum >= won - 1e-9) count++;
    }
    return (double) count / (1 << d.length);
  }

  private static double rank(double[] d, double x) {
    double rank = 0.5;
    for (double other : d) {
      if (other == 0) continue;
      if (Math.abs(other) < Math.abs(x)) rank++;
      else if (Math.abs(other) == Math.abs(x)) rank += 0.5;
    }
    return rank;
  }

  @Test
  void noDifferenceIsNoEvidence() {
    assertThat(SignedRanks.pValueLess(A, A)).isEqualTo(1);
    var random = new Random(1);
    var noise = random.doubles(30).toArray();
    assertThat(SignedRanks.pValueLess(noise, random.doubles(30).toArray())).isBetween(0.01, 0.99);
  }
}
