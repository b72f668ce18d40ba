package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jacquard.kernels.scalar.ScalarElementwise;
import jacquard.kernels.vector.VectorElementwise;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both tiers against {@code Math} in double precision, and against what the functions are. */
class ElementwiseTest {
  private static final float ALPHA = 0.3f;
  private static final float INF = Float.POSITIVE_INFINITY;

  static Stream<Elementwise> tiers() {
    return Stream.of(new ScalarElementwise(), new VectorElementwise());
  }

  private final Workspace workspace = Workspace.inline();

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double geluArgument(double x) {
    return 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
  }

  private static double exact(Unary op, double x) {
    return switch (op) {
      case IDENTITY -> x;
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x > 0 ? x : ALPHA * x;
      case GELU -> x * sigmoid(geluArgument(x));
      case SILU -> x * sigmoid(x);
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SQUARE -> x * x;
      case RECIPROCAL -> 1 / x;
      case SCALE -> ALPHA * x;
      case SHIFT -> x + ALPHA;
    };
  }

  /** In units in the last place of the result. */
  private static double bound(Unary op, double x) {
    return switch (op) {
      case EXP -> 1.1;
      case LOG -> 1;
      case TANH -> 2.7;
      case SIGMOID -> 2.5;
      case SILU -> 3.5;
      case GELU -> 4 + 4 * Math.abs(geluArgument(x)); // the argument is rounded as well
      default -> 0.51;
    };
  }

  /** The vector tier rounds what an exponential makes smaller than a normal float to zero. */
  private static double smallest(Unary op, double x) {
    return switch (op) {
      case SIGMOID, SILU, GELU -> 2 * Float.MIN_NORMAL * Math.max(1, Math.abs(x));
      default -> 0;
    };
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void functionsAreAccurateOverAllFloats(Elementwise kernels) {
    int n = 65_521;
    var x = new float[n];
    var y = new float[n];
    for (int i = 0; i < n; i++) x[i] = Float.intBitsToFloat((int) ((1L << 32) * i / n));
    for (var op : Unary.values()) {
      kernels.unary(op, ALPHA, n, x, y, workspace);
      for (int i = 0; i < n; i++) {
        double exact = exact(op, x[i]);
        double error = Math.abs(y[i] - exact);
        double allowed = Math.max(bound(op, x[i]) * Math.ulp((float) exact), smallest(op, x[i]));
        boolean good = Float.compare((float) exact, y[i]) == 0 || error <= allowed;
        int at = i;
        assertTrue(good, () -> "%s(%s) = %s, not %s".formatted(op, x[at], y[at], exact));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void specialValuesAreKept(Elementwise kernels) {
    assertMaps(kernels, Unary.EXP, 0, 1, -0f, 1, INF, INF, -INF, 0, 89, INF, -104, 0);
    assertMaps(kernels, Unary.LOG, 0, -INF, -0f, -INF, 1, 0, INF, INF, -1, Float.NaN);
    assertMaps(kernels, Unary.TANH, 0, 0, INF, 1, -INF, -1, 88, 1, -104, -1, 1e-40f, 1e-40f);
    assertMaps(kernels, Unary.SIGMOID, 0, 0.5f, INF, 1, -INF, 0, 88, 1, 104, 1);
    assertMaps(kernels, Unary.GELU, 0, 0, INF, INF, 1e30f, 1e30f, -1e30f, 0, 104, 104);
    assertMaps(kernels, Unary.SILU, 0, 0, INF, INF, 1e30f, 1e30f, -1e30f, 0, 104, 104);
    assertMaps(kernels, Unary.RELU, -0f, 0, -INF, 0, INF, INF, 1e-45f, 1e-45f);
    for (var op : Unary.values()) assertMaps(kernels, op, Float.NaN, Float.NaN);
  }

  /** Pairs of an argument and its value. */
  private void assertMaps(Elementwise kernels, Unary op, float... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      float[] x = {pairs[i]};
      kernels.unary(op, ALPHA, 1, x, x, workspace);
      assertEquals(pairs[i + 1] + 0f, x[0] + 0f, op + " of " + pairs[i]); // + 0: no sign of zero
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void derivativesAreThoseOfTheFunctions(Elementwise kernels) {
    int n = 997;
    var random = new Random(1);
    for (var op : Unary.values()) {
      boolean positive = op == Unary.LOG || op == Unary.SQRT;
      var x = new float[n];
      var y = new float[n];
      var dy = new float[n];
      for (int i = 0; i < n; i++) {
        x[i] = random.nextFloat(0.1f, 4) * (positive || random.nextBoolean() ? 1 : -1);
        y[i] = (float) exact(op, x[i]);
        dy[i] = random.nextFloat(-1, 1);
      }
      boolean readsOutput = Elementwise.backwardReadsOutput(op);
      var dx = new float[n];
      kernels.unaryBackward(
          op, ALPHA, n, readsOutput ? null : x, readsOutput ? y : null, dy, dx, workspace);
      for (int i = 0; i < n; i++) {
        double h = 1e-5;
        double slope = (exact(op, x[i] + h) - exact(op, x[i] - h)) / (2 * h);
        double expected = dy[i] * slope;
        assertEquals(expected, dx[i], 2e-6 * Math.max(1, Math.abs(slope)), op + " at " + x[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void derivativesStayFiniteFarOut(Elementwise kernels) {
    float[] x = {1e4f, -1e4f, 1e20f, -1e20f, 3e38f, -3e38f};
    float[] ones = {1, 1, 1, 1, 1, 1};
    for (var op : new Unary[] {Unary.GELU, Unary.SILU}) {
      var dx = new float[x.length];
      kernels.unaryBackward(op, 0, x.length, x, null, ones, dx, workspace);
      assertArrayEquals(new float[] {1, 0, 1, 0, 1, 0}, dx, op.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void nothingBeyondTheEndIsWritten(Elementwise kernels) {
    for (int n = 0; n < 70; n++) {
      var y = new float[n + 1];
      y[n] = 7;
      kernels.unary(Unary.EXP, 0, n, new float[n], y, workspace);
      kernels.binary(Binary.ADD, n, y, y, y, workspace);
      kernels.dropout(0, 1, 2, n, y, y, workspace);
      kernels.axpby(n, 1, y, 1, y, workspace);
      var expected = new float[n + 1];
      Arrays.fill(expected, 0, n, 4);
      expected[n] = 7;
      assertArrayEquals(expected, y);
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void anyStridesAreBroadcast(Elementwise kernels) {
    var random = new Random(2);
    for (int round = 0; round < 400; round++) {
      var dims = new int[random.nextInt(6)];
      for (int d = 0; d < dims.length; d++) dims[d] = 1 + random.nextInt(round % 2 == 0 ? 4 : 9);
      int n = Arrays.stream(dims).reduce(1, Math::multiplyExact);
      var a = KernelCase.values(random, n);
      var b = KernelCase.values(random, n);
      var aStrides = strides(random, dims);
      var bStrides = strides(random, dims);
      var expected = new float[n];
      for (int i = 0; i < n; i++) {
        expected[i] = a[offset(i, dims, aStrides)] - b[offset(i, dims, bStrides)];
      }
      var y = new float[n];
      kernels.binary(Binary.SUB, dims, a, aStrides, b, bStrides, y, workspace);
      assertArrayEquals(expected, y, () -> "dims " + Arrays.toString(dims));
    }
  }

  /** Of an array whose axes stand in any order and some of which are repeated. */
  private static int[] strides(Random random, int[] dims) {
    var strides = new int[dims.length];
    var order = new Philox(random.nextLong(), 0).permutation(dims.length);
    if (random.nextBoolean()) Arrays.sort(order);
    int stride = 1;
    for (int k = dims.length - 1; k >= 0; k--) {
      if (random.nextInt(3) == 0) continue;
      strides[order[k]] = stride;
      stride *= dims[order[k]];
    }
    return strides;
  }

  private static int offset(int index, int[] dims, int[] strides) {
    int offset = 0;
    for (int d = dims.length - 1; d >= 0; d--) {
      offset += index % dims[d] * strides[d];
      index /= dims[d];
    }
    return offset;
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void longRowsAndScalarsAreBroadcast(Elementwise kernels) {
    var random = new Random(3);
    for (int c : new int[] {1, 3, 10, 64, 256, 257, 1100}) {
      int rows = 2300 / c + 1;
      var x = KernelCase.values(random, rows * c);
      var row = KernelCase.values(random, c);
      var column = KernelCase.values(random, rows);
      var y = new float[rows * c];
      int[] dims = {rows, c};
      int[] full = {c, 1};
      kernels.binary(Binary.DIV, dims, row, new int[] {0, 1}, x, full, y, workspace);
      for (int i = 0; i < y.length; i++) assertEquals(row[i % c] / x[i], y[i]);
      kernels.binary(Binary.SUB, dims, x, full, column, new int[] {1, 0}, y, workspace);
      for (int i = 0; i < y.length; i++) assertEquals(x[i] - column[i / c], y[i]);
      kernels.binary(Binary.MUL, dims, x, full, row, new int[] {0, 0}, y, workspace);
      for (int i = 0; i < y.length; i++) assertEquals(x[i] * row[0], y[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void dropoutFollowsThePhiloxStream(Elementwise kernels) {
    int n = 5_003;
    long seed = 0x0123456789ABCDEFL;
    long stream = -0x123456789ABCL;
    var x = KernelCase.positives(new Random(4), n);
    for (float rate : new float[] {0, 0.1f, 0.5f, 0.999f}) {
      var random = new Philox(seed, stream);
      var expected = new float[n];
      for (int i = 0; i < n; i++) {
        expected[i] = random.nextFloat() >= rate ? x[i] * (1 / (1 - rate)) : 0;
      }
      var y = new float[n];
      kernels.dropout(rate, seed, stream, n, x, y, workspace);
      assertArrayEquals(expected, y, "rate " + rate);
    }
  }
}
