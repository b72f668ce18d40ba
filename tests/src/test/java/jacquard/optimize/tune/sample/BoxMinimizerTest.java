package jacquard.optimize.tune.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxMinimizerTest {
  private static final double[] LOW = {-2, -2};
  private static final double[] HIGH = {2, 2};

  private static double rosenbrock(double[] x, double[] gradient) {
    double off = x[1] - x[0] * x[0];
    gradient[0] = -400 * x[0] * off - 2 * (1 - x[0]);
    gradient[1] = 200 * off;
    return 100 * off * off + (1 - x[0]) * (1 - x[0]);
  }

  @Test
  void itFollowsABentValley() {
    var minimizer = new BoxMinimizer(BoxMinimizerTest::rosenbrock, LOW, HIGH, 200, 1e-16);
    var found = minimizer.from(new double[] {-1.2, 1});
    assertThat(found.x()[0]).isCloseTo(1, within(1e-4));
    assertThat(found.value()).isLessThan(1e-8);
  }

  /** On the edge x = 0.5 the least value is at y = 0.25. */
  @Test
  void itSlidesAlongTheEdgeOfTheBox() {
    double[] high = {0.5, 2};
    var minimizer = new BoxMinimizer(BoxMinimizerTest::rosenbrock, LOW, high, 200, 1e-16);
    var found = minimizer.from(new double[] {-1.2, 1});
    assertThat(found.x()[0]).isEqualTo(0.5);
    assertThat(found.x()[1]).isCloseTo(0.25, within(1e-4));
    assertThat(found.value()).isCloseTo(0.25, within(1e-8));
  }

  @Test
  void itStaysWhereNothingIsToBeGained() {
    var minimizer = new BoxMinimizer(BoxMinimizerTest::rosenbrock, LOW, HIGH, 200, 1e-16);
    assertThat(minimizer.from(new double[] {1, 1}).value()).isZero();
  }
}
