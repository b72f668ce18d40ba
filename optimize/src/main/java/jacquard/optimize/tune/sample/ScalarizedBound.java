package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.Pareto;
import java.util.Arrays;

/**
 * An optimistic view of several objectives in a random direction: how far the lower confidence
 * bounds get from a bad reference point, in the objective where, by the direction, they get least
 * far (hypervolume scalarisation, Zhang and Golovin 2020, "Random hypervolume scalarizations for
 * provable multi-objective black box optimization", section 3). On average over all directions this
 * is the volume that the front encloses.
 */
final class ScalarizedBound implements Acquisition {
  private static final double OPTIMISM = 1;

  private final Surrogate surrogate;
  private final double[] direction;
  private final double[] reference;

  ScalarizedBound(Surrogate surrogate, Draws draws) {
    this.surrogate = surrogate;
    int objectives = surrogate.processes().size();
    direction = new double[objectives];
    double norm = 0;
    for (int o = 0; o < objectives; o++) {
      direction[o] = Math.abs(draws.gaussian()) + 1e-3;
      norm += direction[o] * direction[o];
    }
    for (int o = 0; o < objectives; o++) direction[o] /= Math.sqrt(norm);
    reference = nadir(surrogate, objectives);
    scaleByRange(surrogate, objectives);
  }

  private void scaleByRange(Surrogate surrogate, int objectives) {
    for (int o = 0; o < objectives; o++) {
      double best = Arrays.stream(surrogate.smoothed(o)).min().orElseThrow();
      direction[o] *= Math.max(reference[o] - best, 1e-6);
    }
  }

  /** A tenth of its extent beyond the worst corner of the front. */
  private static double[] nadir(Surrogate surrogate, int objectives) {
    int n = surrogate.size();
    var losses = new double[n][objectives];
    for (int o = 0; o < objectives; o++) {
      var smoothed = surrogate.smoothed(o);
      for (int i = 0; i < n; i++) losses[i][o] = smoothed[i];
    }
    int[] front = Pareto.front(losses);
    var corner = new double[objectives];
    for (int o = 0; o < objectives; o++) {
      int objective = o;
      var range = Arrays.stream(front).mapToDouble(i -> losses[i][objective]).summaryStatistics();
      corner[o] = range.getMax() + 0.1 * (range.getMax() - range.getMin()) + 1e-6;
    }
    return corner;
  }

  @Override
  public double at(double[] features, double[] gradient) {
    double least = Double.POSITIVE_INFINITY;
    int worst = 0;
    for (int o = 0; o < direction.length; o++) {
      var process = surrogate.processes().get(o);
      process.predict(features);
      double bound = process.mean - OPTIMISM * Math.sqrt(process.deviation2);
      double reached = (reference[o] - bound) / direction[o];
      if (reached < least) {
        least = reached;
        worst = o;
      }
    }
    if (gradient != null) addGradient(features, worst, gradient);
    return least;
  }

  private void addGradient(double[] features, int objective, double[] gradient) {
    var process = surrogate.processes().get(objective);
    process.predictWithSlopes(features);
    double byMean = -1 / direction[objective];
    double byVariance = OPTIMISM / (2 * Math.sqrt(process.deviation2) * direction[objective]);
    process.addGradient(features, byMean, byVariance, gradient);
  }
}
