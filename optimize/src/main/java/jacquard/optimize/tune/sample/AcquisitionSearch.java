package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.CategoricalDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the point of the largest acquisition: many random points and small changes of the best
 * trials are tried, and from the most promising ones the gradient is followed; integers are moved
 * as if they were real and put to the nearest value, and in turn with that, categories and integers
 * are changed one at a time.
 */
final class AcquisitionSearch {
  private static final int RANDOM_POINTS = 400;
  private static final int LOCAL_POINTS = 100;
  private static final int STARTS = 5;
  private static final int ITERATIONS = 25;
  private static final double TOLERANCE = 1e-4;
  private static final int ROUNDS = 3;

  /** A category of more choices than this is searched at random places only. */
  private static final int MOST_CHOICES = 30;

  /** A point and its acquisition. */
  private record Point(double[] units, double value) {}

  private final Encoding encoding;
  private final Acquisition acquisition;
  private final Draws draws;

  AcquisitionSearch(Encoding encoding, Acquisition acquisition, Draws draws) {
    this.encoding = encoding;
    this.acquisition = acquisition;
    this.draws = draws;
  }

  /**
   * Searches.
   *
   * @param incumbents the points of the best trials, where small changes start; at least one
   * @return units
   */
  double[] best(List<double[]> incumbents) {
    var points = new ArrayList<Point>();
    for (int i = 0; i < RANDOM_POINTS; i++) points.add(point(random()));
    for (int i = 0; i < LOCAL_POINTS; i++) {
      points.add(point(near(incumbents.get(i % incumbents.size()))));
    }
    points.sort(Comparator.comparingDouble(Point::value).reversed());
    var best = points.getFirst();
    for (var start : points.subList(0, STARTS)) {
      var end = climb(start);
      if (end.value > best.value) best = end;
    }
    return best.units;
  }

  private double[] random() {
    var units = new double[encoding.size()];
    Arrays.setAll(units, _ -> draws.uniform());
    return units;
  }

  /** One to all coordinates changed, by a little or much. */
  private double[] near(double[] center) {
    var units = center.clone();
    double width = 0.2 * Math.pow(10, -2.5 * draws.uniform());
    double share = draws.uniform();
    int certain = draws.below(units.length);
    for (int p = 0; p < units.length; p++) {
      if (p != certain && draws.uniform() > share) continue;
      boolean category = encoding.distribution(p) instanceof CategoricalDistribution;
      units[p] =
          category || Double.isNaN(units[p])
              ? draws.uniform()
              : Math.clamp(units[p] + width * draws.gaussian(), 0, 1);
    }
    for (int p = 0; p < units.length; p++) if (Double.isNaN(units[p])) units[p] = draws.uniform();
    return units;
  }

  private Point point(double[] units) {
    encoding.snap(units);
    return new Point(units, acquisition.at(encoding.features(units, encoding.active(units)), null));
  }

  private Point climb(Point start) {
    var now = start;
    for (int round = 0; round < ROUNDS; round++) {
      var next = change(follow(now));
      boolean moved = next.value > now.value + TOLERANCE;
      if (next.value > now.value) now = next;
      if (!moved) break;
    }
    return now;
  }

  /** Follows the gradient with categories held and what is inactive at rest. */
  private Point follow(Point start) {
    var units = start.units.clone();
    var active = encoding.active(units);
    int[] features = numericFeatures(active);
    if (features.length == 0) return start;
    var low = new double[features.length];
    var high = new double[features.length];
    Arrays.fill(high, 1);
    int[] groups = encoding.groups();
    BoxMinimizer.Function descent =
        (x, gradient) -> {
          for (int k = 0; k < x.length; k++) units[groups[features[k]]] = x[k];
          var slopes = new double[groups.length];
          double value = acquisition.at(encoding.features(units, active), slopes);
          for (int k = 0; k < x.length; k++) gradient[k] = -slopes[features[k]];
          return -value;
        };
    var x = new double[features.length];
    Arrays.setAll(x, k -> units[groups[features[k]]]);
    var end = new BoxMinimizer(descent, low, high, ITERATIONS, TOLERANCE).from(x);
    for (int k = 0; k < x.length; k++) units[groups[features[k]]] = end.x()[k];
    var found = point(units);
    return found.value > start.value ? found : start;
  }

  private int[] numericFeatures(boolean[] active) {
    int[] groups = encoding.groups();
    return java.util.stream.IntStream.range(0, groups.length)
        .filter(f -> active[groups[f]])
        .filter(f -> !(encoding.distribution(groups[f]) instanceof CategoricalDistribution))
        .toArray();
  }

  /** Changes one discrete parameter at a time, as long as that helps. */
  private Point change(Point start) {
    var now = start;
    for (int p = 0; p < encoding.size(); p++) {
      for (double unit : alternatives(p, now.units[p])) {
        var units = now.units.clone();
        units[p] = unit;
        var other = point(units);
        if (other.value > now.value) now = other;
      }
    }
    return now;
  }

  private double[] alternatives(int parameter, double unit) {
    var distribution = encoding.distribution(parameter);
    int size = distribution.size();
    if (size == 0) return new double[0];
    if (distribution instanceof CategoricalDistribution) {
      var all = new double[size <= MOST_CHOICES ? size : 0];
      Arrays.setAll(all, k -> distribution.toUnit(distribution.valueAt(k)));
      return all;
    }
    double value = distribution.fromUnit(unit);
    double below = distribution.cellStart(value) - 1e-9;
    double above = distribution.cellEnd(value) + 1e-9;
    return new double[] {Math.max(below, 0), Math.min(above, 1)};
  }
}
