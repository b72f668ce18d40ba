package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jacquard.kernels.scalar.ScalarSoftmax;
import jacquard.kernels.vector.VectorSoftmax;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both tiers against the definitions in double precision. */
class SoftmaxTest {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final int ROWS = 5;
  private static final int[] WIDTHS = {1, 2, 3, 10, 16, 17, 63, 64, 65, 100, 1001};

  static Stream<Softmax> tiers() {
    return Stream.of(new ScalarSoftmax(), new VectorSoftmax());
  }

  private final Random random = new Random(1);
  private final Workspace workspace = Workspace.inline();

  private static double logSumExp(double[] x) {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : x) max = Math.max(max, v);
    double sum = 0;
    for (double v : x) sum += Math.exp(v - max);
    return max + Math.log(sum);
  }

  private static double[] row(float[] x, int row, int n) {
    var doubles = new double[n];
    for (int i = 0; i < n; i++) doubles[i] = x[row * n + i];
    return doubles;
  }

  private float[] logits(int n, float scale) {
    var x = new float[ROWS * n];
    for (int i = 0; i < x.length; i++) x[i] = scale * (float) random.nextGaussian();
    return x;
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void probabilitiesAndTheirLogarithms(Softmax kernels) {
    for (int n : WIDTHS) {
      for (float scale : new float[] {1, 30, 1e4f}) {
        var x = logits(n, scale);
        var y = new float[ROWS * n];
        var logs = x.clone();
        kernels.softmax(ROWS, n, x, y, workspace);
        kernels.logSoftmax(ROWS, n, logs, logs, workspace);
        for (int r = 0; r < ROWS; r++) {
          double logSum = logSumExp(row(x, r, n));
          for (int i = r * n; i < (r + 1) * n; i++) {
            double log = x[i] - logSum;
            double relative = 1e-6 + 1e-7 * Math.abs(log); // the logit less the maximum is rounded
            assertEquals(Math.exp(log), y[i], relative * Math.exp(log) + Float.MIN_NORMAL);
            assertEquals(log, logs[i], 5e-7 * Math.max(1, Math.abs(log)));
          }
        }
        kernels.softmax(ROWS, n, x, x, workspace);
        assertArrayEquals(y, x);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void maskedLogitsHaveNoProbability(Softmax kernels) {
    float[] x = {-INF, 1, -INF, 1, -INF};
    kernels.softmax(1, 5, x, x, workspace);
    assertArrayEquals(new float[] {0, 0.5f, 0, 0.5f, 0}, x, 1e-7f);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void nanAndOverflowAreNotHidden(Softmax kernels) {
    float[] x = {1, Float.NaN, 2, 1, INF, 2, -INF, -INF, -INF};
    kernels.softmax(3, 3, x, x, workspace);
    for (float v : x) assertTrue(Float.isNaN(v));
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void gradientsAreThoseOfTheFunctions(Softmax kernels) {
    for (int n : new int[] {1, 2, 10, 33, 100}) {
      var x = logits(n, 2);
      var dy = logits(n, 1);
      var y = new float[ROWS * n];
      var dx = new float[ROWS * n];
      kernels.softmax(ROWS, n, x, y, workspace);
      kernels.softmaxBackward(ROWS, n, y, dy, dx, workspace);
      assertGradient(n, x, dx, (r, v) -> weighted(dy, r, v, false));
      kernels.logSoftmax(ROWS, n, x, y, workspace);
      kernels.logSoftmaxBackward(ROWS, n, y, dy, dx, workspace);
      assertGradient(n, x, dx, (r, v) -> weighted(dy, r, v, true));
    }
  }

  /** The sum of a row's outputs, weighted by {@code dy}. */
  private static double weighted(float[] dy, int row, double[] x, boolean logarithms) {
    double logSum = logSumExp(x);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double log = x[i] - logSum;
      sum += dy[row * x.length + i] * (logarithms ? log : Math.exp(log));
    }
    return sum;
  }

  private interface RowFunction {
    double of(int row, double[] x);
  }

  private static void assertGradient(int n, float[] x, float[] dx, RowFunction f) {
    double h = 1e-4;
    for (int r = 0; r < ROWS; r++) {
      var point = row(x, r, n);
      for (int i = 0; i < n; i++) {
        double at = point[i];
        point[i] = at + h;
        double above = f.of(r, point);
        point[i] = at - h;
        double below = f.of(r, point);
        point[i] = at;
        assertEquals((above - below) / (2 * h), dx[r * n + i], 1e-5);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void crossEntropyAndItsGradient(Softmax kernels) {
    for (int n : new int[] {1, 2, 10, 33, 100}) {
      for (float smoothing : new float[] {0, 0.1f}) {
        var x = logits(n, 3);
        var labels = KernelCase.indices(random, ROWS, n);
        var losses = new float[ROWS];
        var p = new float[ROWS * n];
        kernels.crossEntropy(ROWS, n, x, labels, smoothing, losses, p, workspace);
        for (int r = 0; r < ROWS; r++) {
          double loss = crossEntropy(labels[r], smoothing, row(x, r, n));
          assertEquals(loss, losses[r], 1e-6 * Math.max(1, loss));
        }
        var dx = new float[ROWS * n];
        float[] dy = {2};
        kernels.crossEntropyBackward(ROWS, n, p, labels, smoothing, dy, 0, 0.25f, dx, workspace);
        assertGradient(n, x, dx, (r, v) -> 0.5 * crossEntropy(labels[r], smoothing, v));
        var each = new float[ROWS];
        for (int r = 0; r < ROWS; r++) each[r] = r;
        kernels.crossEntropyBackward(ROWS, n, p, labels, smoothing, each, 1, 1, dx, workspace);
        assertGradient(n, x, dx, (r, v) -> r * crossEntropy(labels[r], smoothing, v));
      }
    }
  }

  private static double crossEntropy(int label, double smoothing, double[] x) {
    double logSum = logSumExp(x);
    double loss = (1 - smoothing) * (logSum - x[label]);
    for (double v : x) loss += smoothing / x.length * (logSum - v);
    return loss;
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void labelsThatAreNoClassAreRefused(Softmax kernels) {
    for (int label : new int[] {-1, 3}) {
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  kernels.crossEntropy(
                      2,
                      3,
                      new float[6],
                      new int[] {0, label},
                      0,
                      new float[2],
                      new float[6],
                      workspace));
      assertEquals("label " + label + " of row 1 is not a class in [0, 3)", error.getMessage());
    }
  }
}
