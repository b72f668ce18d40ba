package jacquard.kernels;

import static jacquard.kernels.KernelCase.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jacquard.kernels.scalar.ScalarConvolution;
import jacquard.kernels.scalar.ScalarTier;
import jacquard.kernels.vector.VectorConvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {
  private final Convolution scalar = new ScalarConvolution();
  private final Convolution vector = new VectorConvolution();
  private final Workspace workspace = Workspace.inline();

  /** A shape and arrays for it. */
  private record Case(ConvShape shape, float[] x, float[] w, float[] dy, Epilogue epilogue) {
    static Case of(ConvShape s, long seed) {
      var random = new Random(seed);
      return new Case(
          s,
          values(random, s.n() * s.h() * s.w() * s.c()),
          values(random, s.kh() * s.kw() * s.groupC() * s.k()),
          values(random, s.n() * s.outH() * s.outW() * s.k()),
          Epilogue.of(
              random.nextBoolean() ? values(random, s.k()) : null,
              random.nextBoolean() ? Unary.RELU : Unary.LEAKY_RELU,
              0.1f));
    }

    float[] forward(Convolution convolution, Epilogue last, Workspace workspace) {
      var y = new float[dy.length];
      convolution.forward(shape, x, w, last, y, workspace);
      return y;
    }

    float[] packed(Convolution convolution, Workspace workspace) {
      var y = new float[dy.length];
      var filter = convolution.pack(shape.withN(1), w);
      convolution.forward(shape, x, filter, epilogue, y, workspace);
      return y;
    }

    float[] pooled(Convolution convolution, Workspace workspace) {
      var y = new float[shape.n() * (shape.outH() / 2) * (shape.outW() / 2) * shape.k()];
      var filter = convolution.pack(shape.withN(1), w);
      convolution.forwardMaxPool(shape, x, filter, epilogue, y, workspace);
      return y;
    }

    /** The largest of every 2x2 outputs. */
    float[] maxima(float[] y) {
      int n = shape.n();
      var pool = new PoolShape(n, shape.outH(), shape.outW(), shape.k(), 2, 2, 2, 2, 0, 0);
      var maxima = new float[n * pool.outH() * pool.outW() * shape.k()];
      new ScalarTier("oracle").pooling().maxForward(pool, y, maxima, null, Workspace.inline());
      return maxima;
    }

    float[] dx(Convolution convolution, Workspace workspace) {
      var dx = values(new Random(1), x.length);
      convolution.backwardData(shape, dy, w, dx, workspace);
      return dx;
    }

    float[] dw(Convolution convolution, Workspace workspace) {
      var dw = values(new Random(1), w.length);
      convolution.backwardWeights(shape, x, dy, dw, workspace);
      return dw;
    }
  }

  static List<ConvShape> shapes() {
    var shapes =
        new ArrayList<>(
            List.of(
                ConvShape.of(3, 9, 9, 1, 32, 3, 1, 1, 1), // first layers
                ConvShape.of(2, 9, 8, 3, 20, 3, 2, 1, 1),
                ConvShape.of(2, 8, 9, 1, 70, 3, 1, 0, 1),
                ConvShape.of(2, 8, 10, 3, 64, 3, 1, 1, 1),
                ConvShape.of(2, 8, 9, 1, 20, 5, 1, 0, 1),
                ConvShape.of(2, 12, 12, 20, 50, 5, 1, 0, 1),
                ConvShape.of(5, 8, 7, 5, 70, 5, 1, 2, 1),
                ConvShape.of(2, 7, 7, 18, 33, 3, 2, 1, 1),
                ConvShape.of(2, 6, 5, 40, 24, 1, 1, 0, 1), // pointwise
                ConvShape.of(2, 7, 5, 6, 17, 1, 2, 0, 1),
                ConvShape.of(1, 5, 5, 3, 4, 1, 1, 1, 1),
                ConvShape.of(2, 6, 6, 12, 30, 3, 1, 1, 3), // groups
                ConvShape.of(3, 8, 9, 20, 20, 3, 1, 1, 20), // depthwise
                ConvShape.of(3, 8, 9, 32, 32, 3, 1, 1, 32), // from the input where it lies
                ConvShape.of(2, 2, 1, 48, 48, 3, 1, 1, 48),
                ConvShape.of(2, 7, 9, 32, 32, 3, 1, 1, 32),
                ConvShape.of(2, 9, 7, 33, 33, 3, 2, 1, 33),
                ConvShape.of(2, 9, 9, 5, 5, 5, 1, 2, 5),
                ConvShape.of(2, 6, 6, 7, 14, 3, 1, 1, 7), // two outputs for each input
                ConvShape.of(1, 5, 5, 90, 8, 3, 1, 0, 1), // a long sum
                ConvShape.of(1, 7, 7, 4, 9, 2, 3, 0, 1), // inputs that no output reads
                ConvShape.of(1, 4, 4, 3, 5, 4, 1, 0, 1), // one output
                new ConvShape(2, 7, 6, 4, 9, 3, 2, 2, 1, 0, 1, 2, 0, 1), // asymmetric
                new ConvShape(2, 3, 9, 16, 16, 1, 3, 3, 1, 1, 2, 2, 1, 16)));
    var random = new Random(7);
    while (shapes.size() < 63) shapes.add(random(random));
    return shapes;
  }

  private static ConvShape random(Random random) {
    int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    int kh = 1 + random.nextInt(4);
    int kw = 1 + random.nextInt(4);
    return new ConvShape(
        1 + random.nextInt(3),
        kh + random.nextInt(9),
        kw + random.nextInt(9),
        groups * (1 + random.nextInt(20)),
        groups * (1 + random.nextInt(40)),
        kh,
        kw,
        1 + random.nextInt(2),
        1 + random.nextInt(2),
        random.nextInt(3),
        random.nextInt(3),
        random.nextInt(3),
        random.nextInt(3),
        groups);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void vectorHasTheBitsOfScalar(ConvShape shape) {
    var test = Case.of(shape, 1);
    var expected = test.forward(scalar, test.epilogue, workspace);
    assertArrayEquals(expected, test.forward(vector, test.epilogue, workspace));
    assertArrayEquals(expected, test.packed(scalar, workspace));
    assertArrayEquals(expected, test.packed(vector, workspace));
    var dx = test.dx(scalar, workspace);
    if (shrinks(shape)) {
      assertClose(dx, test.dx(vector, workspace), 1e-6f); // sums for each patch, then of them
    } else {
      assertArrayEquals(dx, test.dx(vector, workspace));
    }
  }

  private static boolean shrinks(ConvShape s) {
    return 2 * s.outH() * s.outW() <= s.h() * s.w();
  }

  /** The vector tier adds up in chunks. */
  @ParameterizedTest
  @MethodSource("shapes")
  void weightGradientIsClose(ConvShape shape) {
    var test = Case.of(shape, 2);
    int terms = shape.n() * shape.outH() * shape.outW();
    assertArrayEquals(test.dw(scalar, workspace), test.dw(vector, workspace), 1e-6f * (terms + 2));
  }

  static List<ConvShape> winogradShapes() {
    return List.of(
        ConvShape.of(3, 14, 14, 32, 64, 3, 1, 1, 1),
        ConvShape.of(2, 7, 9, 48, 16, 3, 1, 1, 1),
        ConvShape.of(1, 5, 6, 16, 80, 3, 1, 0, 1),
        ConvShape.of(2, 6, 29, 16, 16, 3, 1, 2, 1),
        new ConvShape(2, 5, 4, 32, 48, 3, 3, 1, 1, 0, 2, 1, 3, 1));
  }

  static Stream<ConvShape> pooledShapes() {
    return Stream.concat(shapes().stream(), winogradShapes().stream())
        .filter(s -> s.outH() > 1 && s.outW() > 1)
        .filter(ConvolutionTest::fusesMaxPool);
  }

  private static boolean fusesMaxPool(ConvShape s) {
    var weights = new float[s.kh() * s.kw() * s.groupC() * s.k()];
    return new VectorConvolution().pack(s, weights).fusesMaxPool();
  }

  @ParameterizedTest
  @MethodSource("pooledShapes")
  void maxPoolingInsideHasTheBitsOfMaxPoolingBehind(ConvShape shape) {
    var test = Case.of(shape, 9);
    test.x[test.x.length / 2] = Float.NaN;
    var y = test.forward(vector, test.epilogue, workspace);
    assertArrayEquals(test.maxima(y), test.pooled(vector, workspace));
    y = test.forward(scalar, test.epilogue, workspace);
    assertArrayEquals(test.maxima(y), test.pooled(scalar, workspace));
  }

  /** Transformed tiles round otherwise than plain sums. */
  @ParameterizedTest
  @MethodSource("winogradShapes")
  void winogradIsClose(ConvShape shape) {
    var test = Case.of(shape, 8);
    var y = test.forward(vector, test.epilogue, workspace);
    assertClose(test.forward(scalar, test.epilogue, workspace), y, 2e-5f);
    assertArrayEquals(y, test.packed(vector, workspace));
    assertClose(test.dx(scalar, workspace), test.dx(vector, workspace), 2e-5f);
    assertClose(test.dw(scalar, workspace), test.dw(vector, workspace), 2e-5f);
  }

  /** The tolerance is relative to the largest value. */
  private static void assertClose(float[] expected, float[] actual, float tolerance) {
    float largest = 0;
    for (float e : expected) largest = Math.max(largest, Math.abs(e));
    assertArrayEquals(expected, actual, tolerance * largest);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void scalarForwardAgreesWithDoublePrecision(ConvShape shape) {
    var test = Case.of(shape, 3);
    var y = test.forward(scalar, Epilogue.NONE, workspace);
    int terms = shape.kh() * shape.kw() * shape.groupC();
    for (int i = 0; i < y.length; i++) {
      assertEquals(exactly(test, i), y[i], 1e-6 * (terms + 2), "output " + i);
    }
  }

  private static double exactly(Case test, int output) {
    var s = test.shape;
    int k = output % s.k();
    int pixel = output / s.k();
    int y = pixel / s.outW() % s.outH() * s.strideH() - s.padTop();
    int x = pixel % s.outW() * s.strideW() - s.padLeft();
    int image = pixel / s.outW() / s.outH();
    double sum = 0;
    for (int i = 0; i < s.kh(); i++) {
      for (int j = 0; j < s.kw(); j++) {
        if (y + i < 0 || y + i >= s.h() || x + j < 0 || x + j >= s.w()) continue;
        for (int c = 0; c < s.groupC(); c++) {
          int channel = k / s.groupK() * s.groupC() + c;
          double input = test.x[((image * s.h() + y + i) * s.w() + x + j) * s.c() + channel];
          sum += input * test.w[((i * s.kw() + j) * s.groupC() + c) * s.k() + k];
        }
      }
    }
    return sum;
  }

  /** The convolution is linear in x and in w, and gradients are its transposes. */
  @ParameterizedTest
  @MethodSource("shapes")
  void gradientsAreAdjointToForward(ConvShape shape) {
    var test = Case.of(shape, 4);
    var y = test.forward(scalar, Epilogue.NONE, workspace);
    double size = Math.sqrt(dot(y, y) * dot(test.dy, test.dy));
    assertEquals(dot(y, test.dy), dot(test.x, test.dx(scalar, workspace)), 1e-6 * (size + 1));
    assertEquals(dot(y, test.dy), dot(test.w, test.dw(scalar, workspace)), 1e-6 * (size + 1));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
    return sum;
  }

  @Test
  void threadsDoNotChangeABit() {
    var shapes =
        List.of(
            ConvShape.of(4, 14, 14, 16, 40, 3, 1, 1, 1),
            ConvShape.of(3, 14, 14, 16, 48, 3, 1, 1, 1), // Winograd
            ConvShape.of(1, 14, 14, 64, 64, 3, 1, 1, 1), // one image: a chunk in slices
            ConvShape.of(1, 14, 14, 40, 40, 3, 2, 1, 1),
            ConvShape.of(9, 28, 28, 1, 32, 3, 1, 1, 1),
            ConvShape.of(3, 12, 12, 20, 50, 5, 1, 0, 1),
            ConvShape.of(5, 28, 28, 40, 40, 3, 1, 1, 40),
            ConvShape.of(3, 28, 28, 64, 64, 3, 1, 1, 64),
            ConvShape.of(3, 14, 14, 40, 60, 1, 1, 0, 1));
    for (int threads = 2; threads <= 3; threads++) {
      try (var parallel = Parallel.of(threads)) {
        var several = new Workspace(parallel);
        for (var shape : shapes) {
          var test = Case.of(shape, 5);
          for (var tier : List.of(scalar, vector)) {
            assertArrayEquals(
                test.forward(tier, test.epilogue, workspace),
                test.forward(tier, test.epilogue, several));
            assertArrayEquals(test.dx(tier, workspace), test.dx(tier, several));
            assertArrayEquals(test.dw(tier, workspace), test.dw(tier, several));
          }
        }
      }
    }
  }

  @Test
  void noImagesLeaveNoGradient() {
    for (var shape : shapes().subList(0, 22)) {
      var test = Case.of(shape.withN(0), 6);
      for (var tier : List.of(scalar, vector)) {
        test.forward(tier, test.epilogue, workspace);
        test.dx(tier, workspace);
        assertArrayEquals(new float[test.w.length], test.dw(tier, workspace));
      }
    }
  }
}
