package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jacquard.kernels.scalar.ScalarNormalization;
import jacquard.kernels.vector.VectorNormalization;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both tiers against the definitions in double precision. */
class NormalizationTest {
  private static final float EPSILON = 1e-3f;

  /** Rows and columns: one chunk or many, narrower and wider than a folded row. */
  private static final int[][] SHAPES = {
    {1, 5},
    {2, 1},
    {63, 3},
    {20_011, 3},
    {3_000, 32},
    {777, 48},
    {1_000, 65},
    {50, 300},
    {40_000, 1}
  };

  static Stream<Normalization> tiers() {
    return Stream.of(new ScalarNormalization(), new VectorNormalization());
  }

  private final Random random = new Random(1);
  private final Workspace workspace = Workspace.inline();

  private float[] gaussians(int n, float mean, float deviation) {
    var x = new float[n];
    for (int i = 0; i < n; i++) x[i] = mean + deviation * (float) random.nextGaussian();
    return x;
  }

  /** The mean and variance of {@code n} values that stand {@code step} apart. */
  private static double[] moments(double[] x, int from, int n, int step) {
    double mean = 0;
    for (int i = 0; i < n; i++) mean += x[from + i * step] / n;
    double variance = 0;
    for (int i = 0; i < n; i++) variance += Math.pow(x[from + i * step] - mean, 2) / n;
    return new double[] {mean, variance};
  }

  private static double[] widen(float[] x) {
    var doubles = new double[x.length];
    for (int i = 0; i < x.length; i++) doubles[i] = x[i];
    return doubles;
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void momentsAreAccurateFarFromZero(Normalization kernels) {
    for (var shape : SHAPES) {
      int rows = shape[0];
      int c = shape[1];
      var x = gaussians(rows * c, 100, 0.5f);
      var mean = new float[c];
      var variance = new float[c];
      kernels.moments(rows, c, x, mean, variance, workspace);
      for (int j = 0; j < c; j++) {
        var exact = moments(widen(x), j, rows, c);
        assertEquals(exact[0], mean[j], 1e-4);
        assertEquals(exact[1], variance[j], 1e-5 * exact[1] + 1e-9);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void columnsAreNormalized(Normalization kernels) {
    for (var shape : SHAPES) {
      int rows = shape[0];
      int c = shape[1];
      var x = gaussians(rows * c, 1, 2);
      var mean = gaussians(c, 1, 0.1f);
      var variance = KernelCase.positives(random, c);
      var gamma = gaussians(c, 1, 1);
      var beta = gaussians(c, 0, 1);
      var y = new float[rows * c];
      kernels.normalize(rows, c, x, mean, variance, EPSILON, gamma, beta, y, workspace);
      for (int i = 0; i < y.length; i++) {
        int j = i % c;
        double normal = (x[i] - mean[j]) / Math.sqrt(variance[j] + EPSILON);
        double scale = 1 + Math.abs(normal * gamma[j]) + Math.abs(beta[j]);
        assertEquals(normal * gamma[j] + beta[j], y[i], 5e-7 * scale);
      }
    }
  }

  /** What is differentiated: the outputs, weighted. */
  private static double loss(double[] v, int rows, int c, boolean byRows, float[] weights) {
    int n = rows * c; // v = x[rows, c], gamma[c], beta[c]
    double loss = 0;
    for (int k = 0; k < (byRows ? rows : c); k++) {
      var moments = byRows ? moments(v, k * c, c, 1) : moments(v, k, rows, c);
      for (int l = 0; l < (byRows ? c : rows); l++) {
        int i = byRows ? k * c + l : l * c + k;
        double normal = (v[i] - moments[0]) / Math.sqrt(moments[1] + EPSILON);
        loss += weights[i] * (normal * v[n + i % c] + v[n + c + i % c]);
      }
    }
    return loss;
  }

  private static void assertGradient(
      ToDoubleFunction<double[]> loss, double[] v, int from, float[] gradient) {
    double h = 1e-4;
    for (int i = 0; i < gradient.length; i++) {
      double at = v[from + i];
      v[from + i] = at + h;
      double above = loss.applyAsDouble(v);
      v[from + i] = at - h;
      double below = loss.applyAsDouble(v);
      v[from + i] = at;
      double expected = (above - below) / (2 * h);
      assertEquals(expected, gradient[i], 2e-5 * Math.max(1, Math.abs(expected)));
    }
  }

  private static double[] concat(float[] x, float[] gamma, float[] beta) {
    return Stream.of(x, gamma, beta)
        .map(NormalizationTest::widen)
        .flatMapToDouble(java.util.Arrays::stream)
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void batchNormGradients(Normalization kernels) {
    for (int[] shape : new int[][] {{2, 3}, {7, 1}, {30, 5}, {9, 20}, {3, 70}}) {
      int rows = shape[0];
      int c = shape[1];
      var x = gaussians(rows * c, 1, 1);
      var gamma = gaussians(c, 1, 0.5f);
      var dy = gaussians(rows * c, 0, 1);
      var mean = new float[c];
      var variance = new float[c];
      kernels.moments(rows, c, x, mean, variance, workspace);
      var dx = new float[rows * c];
      var dGamma = new float[c];
      var dBeta = new float[c];
      kernels.batchNormBackward(
          rows, c, x, mean, variance, EPSILON, gamma, dy, dx, dGamma, dBeta, workspace);
      var point = concat(x, gamma, new float[c]);
      ToDoubleFunction<double[]> loss = v -> loss(v, rows, c, false, dy);
      assertGradient(loss, point, 0, dx);
      assertGradient(loss, point, rows * c, dGamma);
      assertGradient(loss, point, rows * c + c, dBeta);
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void layerNormAndItsGradients(Normalization kernels) {
    for (int[] shape : new int[][] {{2, 3}, {3, 16}, {30, 5}, {4, 70}}) {
      int rows = shape[0];
      int c = shape[1];
      var x = gaussians(rows * c, 5, 1);
      var gamma = gaussians(c, 1, 0.5f);
      var beta = gaussians(c, 0, 1);
      var y = new float[rows * c];
      var mean = new float[rows];
      var rstd = new float[rows];
      kernels.layerNorm(rows, c, x, EPSILON, gamma, beta, y, mean, rstd, workspace);
      for (int i = 0; i < y.length; i++) {
        var exact = moments(widen(x), i / c * c, c, 1);
        double normal = (x[i] - exact[0]) / Math.sqrt(exact[1] + EPSILON);
        assertEquals(normal * gamma[i % c] + beta[i % c], y[i], 2e-5);
      }
      var dy = gaussians(rows * c, 0, 1);
      var dx = new float[rows * c];
      var dGamma = new float[c];
      var dBeta = new float[c];
      kernels.layerNormBackward(rows, c, x, gamma, mean, rstd, dy, dx, dGamma, dBeta, workspace);
      var point = concat(x, gamma, beta);
      ToDoubleFunction<double[]> loss = v -> loss(v, rows, c, true, dy);
      assertGradient(loss, point, 0, dx);
      assertGradient(loss, point, rows * c, dGamma);
      assertGradient(loss, point, rows * c + c, dBeta);
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void tiersAgreeOnManyRows(Normalization kernels) {
    int rows = 2_001;
    int c = 40;
    var x = gaussians(rows * c, 1, 1);
    var gamma = gaussians(c, 1, 0.5f);
    var dy = gaussians(rows * c, 0, 1);
    var mean = gaussians(rows, 1, 0.1f);
    var rstd = KernelCase.positives(random, rows);
    var expected = layerNormBackward(new ScalarNormalization(), c, x, gamma, mean, rstd, dy);
    var actual = layerNormBackward(kernels, c, x, gamma, mean, rstd, dy);
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < actual[k].length; i++) {
        assertEquals(expected[k][i], actual[k][i], k == 0 ? 2e-5 : 2e-3);
      }
    }
  }

  private float[][] layerNormBackward(
      Normalization kernels,
      int c,
      float[] x,
      float[] gamma,
      float[] mean,
      float[] rstd,
      float[] dy) {
    float[][] gradients = {new float[x.length], new float[c], new float[c]};
    kernels.layerNormBackward(
        mean.length,
        c,
        x,
        gamma,
        mean,
        rstd,
        dy,
        gradients[0],
        gradients[1],
        gradients[2],
        workspace);
    return gradients;
  }
}
