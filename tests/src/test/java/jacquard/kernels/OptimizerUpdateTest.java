package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jacquard.kernels.scalar.ScalarTier;
import jacquard.kernels.vector.VectorTier;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Five steps of every optimiser against PyTorch's formulas in double precision. */
class OptimizerUpdateTest {
  private static final int N = 77;
  private static final int STEPS = 5;

  static Stream<OptimizerUpdate> tiers() {
    return Stream.of(new ScalarTier("test"), new VectorTier()).map(Tier::optimizerUpdate);
  }

  private final Random random = new Random(3);
  private final Workspace workspace = Workspace.inline();
  private final float[] p = values();
  private final double[] expected = widen(p);

  private float[] values() {
    var values = new float[N];
    for (int i = 0; i < N; i++) values[i] = random.nextFloat(-1, 1);
    return values;
  }

  private static double[] widen(float[] values) {
    var doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) doubles[i] = values[i];
    return doubles;
  }

  private void assertClose() {
    for (int i = 0; i < N; i++) assertEquals(expected[i], p[i], 1e-6);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void sgdWithoutMomentum(OptimizerUpdate update) {
    for (int step = 0; step < STEPS; step++) {
      var g = values();
      update.sgd(N, p, g, null, 0.1, 0, 0, 0.01, false, step == 0, workspace);
      for (int i = 0; i < N; i++) expected[i] -= 0.1 * (g[i] + 0.01 * expected[i]);
    }
    assertClose();
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void sgdWithMomentumDampeningAndDecay(OptimizerUpdate update) {
    sgd(update, 0.9, 0.2, false);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void sgdWithNesterovMomentum(OptimizerUpdate update) {
    sgd(update, 0.8, 0, true);
  }

  private void sgd(OptimizerUpdate update, double momentum, double dampening, boolean nesterov) {
    var v = new float[N];
    Arrays.fill(v, Float.NaN); // never read in the first step
    var velocity = new double[N];
    for (int step = 0; step < STEPS; step++) {
      var g = values();
      update.sgd(N, p, g, v, 0.1, momentum, dampening, 0.01, nesterov, step == 0, workspace);
      for (int i = 0; i < N; i++) {
        double d = g[i] + 0.01 * expected[i];
        velocity[i] = step == 0 ? d : momentum * velocity[i] + (1 - dampening) * d;
        expected[i] -= 0.1 * (nesterov ? d + momentum * velocity[i] : velocity[i]);
      }
    }
    assertClose();
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void adam(OptimizerUpdate update) {
    adam(update, false);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void adamW(OptimizerUpdate update) {
    adam(update, true);
  }

  private void adam(OptimizerUpdate update, boolean decoupled) {
    var m = new float[N];
    var v = new float[N];
    var mean = new double[N];
    var square = new double[N];
    for (int step = 1; step <= STEPS; step++) {
      var g = values();
      update.adam(N, p, g, m, v, 0.01, 0.9, 0.999, 1e-8, 0.1, decoupled, step, workspace);
      for (int i = 0; i < N; i++) {
        if (decoupled) expected[i] -= 0.01 * 0.1 * expected[i];
        double d = decoupled ? g[i] : g[i] + 0.1 * expected[i];
        mean[i] = 0.9 * mean[i] + 0.1 * d;
        square[i] = 0.999 * square[i] + 0.001 * d * d;
        double meanHat = mean[i] / (1 - Math.pow(0.9, step));
        double squareHat = square[i] / (1 - Math.pow(0.999, step));
        expected[i] -= 0.01 * meanHat / (Math.sqrt(squareHat) + 1e-8);
      }
    }
    assertClose();
  }

  /** The published double factors are kept: 1 - 0.999f would be off by 5e-5. */
  @ParameterizedTest
  @MethodSource("tiers")
  void factorsAreRoundedOnce(OptimizerUpdate update) {
    var m = new float[1];
    var v = new float[1];
    update.adam(
        1, new float[1], new float[] {1}, m, v, 0.01, 0.9, 0.999, 1e-8, 0, false, 1, workspace);
    assertEquals(0.1f, m[0]);
    assertEquals(0.001f, v[0]);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void rmsprop(OptimizerUpdate update) {
    rmsprop(update, null, 0);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void rmspropWithMomentum(OptimizerUpdate update) {
    rmsprop(update, new float[N], 0.9);
  }

  private void rmsprop(OptimizerUpdate update, float[] b, double momentum) {
    var s = new float[N];
    var square = new double[N];
    var buffer = new double[N];
    for (int step = 0; step < STEPS; step++) {
      var g = values();
      update.rmsprop(N, p, g, s, b, 0.01, 0.99, 1e-3, 0.01, momentum, workspace);
      for (int i = 0; i < N; i++) {
        double d = g[i] + 0.01 * expected[i];
        square[i] = 0.99 * square[i] + 0.01 * d * d;
        buffer[i] = momentum * buffer[i] + d / (Math.sqrt(square[i]) + 1e-3);
        expected[i] -= 0.01 * buffer[i];
      }
    }
    assertClose();
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void elementsBeyondTheLengthAreLeftAlone(OptimizerUpdate update) {
    var before = p.clone();
    update.sgd(N - 5, p, values(), null, 0.1, 0, 0, 0, false, true, workspace);
    for (int i = N - 5; i < N; i++) assertEquals(before[i], p[i]);
  }
}
