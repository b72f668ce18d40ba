package jacquard.optimize.tune.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Against the textbook's formulas in EJML (Rasmussen and Williams 2006, equations 2.25, 2.26). */
class GaussianProcessTest {
  private static final int N = 30;
  private static final int FEATURES = 3;
  private static final KernelParameters KERNEL =
      new KernelParameters(new double[] {0.4, 0.9, 2}, 1e-3);

  private final double[][] places = new double[N][];
  private final double[] values = new double[N];
  private final DMatrixRMaj inverse = new DMatrixRMaj(N, N);
  private final GaussianProcess process = new GaussianProcess(KERNEL);

  GaussianProcessTest() {
    var random = new Random(4);
    for (int i = 0; i < N; i++) {
      places[i] = random.doubles(FEATURES).toArray();
      values[i] = Math.sin(6 * places[i][0]) + places[i][1] * places[i][2];
      process.add(places[i]);
    }
    process.setValues(values, N);
    var matrix = new DMatrixRMaj(N, N);
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) matrix.set(i, j, matern(places[i], places[j]));
      matrix.add(i, i, KERNEL.noise());
    }
    CommonOps_DDRM.invert(matrix, inverse);
  }

  private static double matern(double[] a, double[] b) {
    double squares = 0;
    for (int f = 0; f < FEATURES; f++) squares += Math.pow((a[f] - b[f]) / KERNEL.lengths()[f], 2);
    double r = Math.sqrt(squares);
    return (1 + Math.sqrt(5) * r + 5 * r * r / 3) * Math.exp(-Math.sqrt(5) * r);
  }

  private double form(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) sum += left[i] * inverse.get(i, j) * right[j];
    }
    return sum;
  }

  @Test
  void meanAndVarianceAreTheTextbooks() {
    var random = new Random(9);
    double scale = form(values, values) / N;
    for (int k = 0; k < 20; k++) {
      var place = random.doubles(FEATURES).toArray();
      var correlations = Arrays.stream(places).mapToDouble(p -> matern(place, p)).toArray();
      process.predict(place);
      assertThat(process.mean).isCloseTo(form(correlations, values), within(1e-7));
      double variance = scale * (1 - form(correlations, correlations));
      assertThat(process.deviation2).isCloseTo(variance, within(1e-7 * scale));
    }
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    var place = new double[] {0.31, 0.62, 0.11};
    var gradient = new double[FEATURES];
    process.predictWithSlopes(place);
    process.addGradient(place, 2, 0.5, gradient);
    for (int f = 0; f < FEATURES; f++) {
      double h = 1e-5;
      double expected = (mixture(place, f, h) - mixture(place, f, -h)) / (2 * h);
      assertThat(gradient[f]).isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
    }
  }

  private double mixture(double[] place, int feature, double shift) {
    var moved = place.clone();
    moved[feature] += shift;
    process.predict(moved);
    return 2 * process.mean + 0.5 * process.deviation2;
  }

  @Test
  void smoothedValuesAreThePredictionsAtThePlaces() {
    for (int i = 0; i < N; i++) {
      process.predict(places[i]);
      assertThat(process.smoothed(i, values[i])).isCloseTo(process.mean, within(1e-8));
    }
  }

  @Test
  void placesThatAreTakenBackLeaveNoTrace() {
    var place = new double[] {0.5, 0.5, 0.5};
    process.predict(place);
    double mean = process.mean;
    process.add(new double[] {0.2, 0.2, 0.2});
    process.truncate(N);
    process.setValues(values, N);
    process.predict(place);
    assertThat(process.mean).isEqualTo(mean);
  }
}
