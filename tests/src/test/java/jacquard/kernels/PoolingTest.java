package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jacquard.kernels.scalar.ScalarTier;
import jacquard.kernels.vector.VectorTier;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooling of both tiers against sums and maxima over explicit windows in double precision. */
class PoolingTest {
  private static final Tier[] TIERS = {new ScalarTier("test"), new VectorTier()};

  private static final PoolShape[] SHAPES = {
    new PoolShape(2, 6, 8, 5, 2, 2, 2, 2, 0, 0), // tiles
    new PoolShape(3, 7, 5, 20, 2, 2, 2, 2, 0, 0), // a row and a column are left over
    new PoolShape(2, 7, 8, 33, 3, 3, 2, 2, 1, 1), // overlapping and padded
    new PoolShape(1, 9, 9, 4, 2, 3, 4, 5, 0, 0), // gaps
    new PoolShape(2, 5, 6, 17, 5, 6, 1, 1, 0, 0), // global
    new PoolShape(1, 4, 4, 16, 1, 1, 1, 1, 0, 0)
  };

  private static final Workspace WORKSPACE = Workspace.inline();

  static Stream<Arguments> cases() {
    return Stream.of(TIERS).flatMap(t -> Stream.of(SHAPES).map(s -> Arguments.of(t.pooling(), s)));
  }

  /** One channel's window: its values (NaN in the padding) and where they stand in the input. */
  private record Window(PoolShape s, int image, int oh, int ow, int channel) {
    static Stream<Window> all(PoolShape s) {
      return IntStream.range(0, s.n() * s.outH() * s.outW() * s.c())
          .mapToObj(i ->
              new Window(
                  s,
                  i / s.c() / s.outW() / s.outH(),
                  i / s.c() / s.outW() % s.outH(),
                  i / s.c() % s.outW(),
                  i % s.c()));
    }

    /** The input's index at a place of the window, or -1 in the padding. */
    int index(int place) {
      int row = oh * s.strideH() - s.padH() + place / s.kw();
      int column = ow * s.strideW() - s.padW() + place % s.kw();
      if (row < 0 || row >= s.h() || column < 0 || column >= s.w()) return -1;
      return ((image * s.h() + row) * s.w() + column) * s.c() + channel;
    }

    int places() {
      return s.kh() * s.kw();
    }

    IntStream inside() {
      return IntStream.range(0, places()).map(this::index).filter(at -> at >= 0);
    }

    double divisor(boolean countPadding) {
      return countPadding ? places() : inside().count();
    }
  }

  private static float[] random(int n) {
    var random = new Random(n);
    var values = new float[n];
    for (int i = 0; i < n; i++) values[i] = random.nextFloat(-1, 1);
    return values;
  }

  private static int inputs(PoolShape s) {
    return s.n() * s.h() * s.w() * s.c();
  }

  private static int outputs(PoolShape s) {
    return s.n() * s.outH() * s.outW() * s.c();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void maximaAndTheirPlaces(Pooling pooling, PoolShape s) {
    var x = random(inputs(s));
    var y = new float[outputs(s)];
    var argmax = new byte[y.length];
    pooling.maxForward(s, x, y, argmax, WORKSPACE);
    var inference = new float[y.length];
    pooling.maxForward(s, x, inference, null, WORKSPACE);
    assertArrayEquals(y, inference);
    int out = 0;
    for (var window : Window.all(s).toList()) {
      int winner = -1;
      for (int place = 0; place < window.places(); place++) {
        int at = window.index(place);
        if (at >= 0 && (winner < 0 || x[at] > x[window.index(winner)])) winner = place;
      }
      assertEquals(winner, argmax[out]);
      assertEquals(x[window.index(winner)], y[out++]);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsOfMaximaGoToTheWinners(Pooling pooling, PoolShape s) {
    var argmax = new byte[outputs(s)];
    pooling.maxForward(s, random(inputs(s)), new float[argmax.length], argmax, WORKSPACE);
    var dy = random(argmax.length);
    var expected = new double[inputs(s)];
    int out = 0;
    for (var window : Window.all(s).toList()) expected[window.index(argmax[out])] += dy[out++];
    var dx = random(inputs(s)); // to be overwritten
    pooling.maxBackward(s, dy, argmax, dx, WORKSPACE);
    assertClose(expected, dx);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void meansWithAndWithoutThePadding(Pooling pooling, PoolShape s) {
    var x = random(inputs(s));
    var y = new float[outputs(s)];
    for (boolean countPadding : new boolean[] {true, false}) {
      var expected =
          Window.all(s)
              .mapToDouble(window -> {
                double sum = window.inside().mapToDouble(at -> x[at]).sum();
                return sum / window.divisor(countPadding);
              })
              .toArray();
      pooling.averageForward(s, countPadding, x, y, WORKSPACE);
      assertClose(expected, y);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsOfMeansAreSharedEvenly(Pooling pooling, PoolShape s) {
    var dy = random(outputs(s));
    for (boolean countPadding : new boolean[] {true, false}) {
      var expected = new double[inputs(s)];
      int out = 0;
      for (var window : Window.all(s).toList()) {
        double share = dy[out++] / window.divisor(countPadding);
        window.inside().forEach(at -> expected[at] += share);
      }
      var dx = random(inputs(s)); // to be overwritten
      pooling.averageBackward(s, countPadding, dy, dx, WORKSPACE);
      assertClose(expected, dx);
    }
  }

  static Stream<Pooling> tiers() {
    return Stream.of(TIERS).map(Tier::pooling);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void nanWinsAndOfEqualsTheFirst(Pooling pooling) {
    float nan = Float.NaN;
    float low = Float.NEGATIVE_INFINITY;
    float[][] windows = {
      {1, 1, 1, 1},
      {0, 2, 2, 0},
      {3, nan, 9, nan},
      {nan, 1, 2, 3},
      {low, low, low, low},
      {-0f, 0, 0, 0}
    };
    byte[] winners = {0, 1, 1, 0, 0, 0};
    for (int c : new int[] {1, 16}) {
      for (var shape :
          new PoolShape[] {
            new PoolShape(1, 2, 2, c, 2, 2, 2, 2, 0, 0), new PoolShape(1, 1, 4, c, 1, 4, 1, 1, 0, 0)
          }) {
        for (int i = 0; i < windows.length; i++) {
          var x = new float[4 * c];
          for (int j = 0; j < x.length; j++) x[j] = windows[i][j / c];
          var y = new float[c];
          var argmax = new byte[c];
          pooling.maxForward(shape, x, y, argmax, WORKSPACE);
          for (byte place : argmax) assertEquals(winners[i], place);
          for (float value : y) assertEquals(windows[i][winners[i]], value);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void windowsOf256PlacesFitTheByteAndLargerOnesAreRefused(Pooling pooling) {
    var shape = new PoolShape(1, 16, 16, 3, 16, 16, 1, 1, 0, 0);
    var x = new float[16 * 16 * 3];
    x[x.length - 2] = 1;
    var argmax = new byte[3];
    pooling.maxForward(shape, x, new float[3], argmax, WORKSPACE);
    assertArrayEquals(new byte[] {0, (byte) 255, 0}, argmax);
    var dx = new float[x.length];
    pooling.maxBackward(shape, new float[] {0, 7, 0}, argmax, dx, WORKSPACE);
    assertEquals(7, dx[x.length - 2]);

    var large = new PoolShape(1, 17, 16, 3, 17, 16, 1, 1, 0, 0);
    var y = new float[3];
    var input = new float[17 * 16 * 3];
    assertThrows(
        IllegalArgumentException.class,
        () -> pooling.maxForward(large, input, y, argmax, WORKSPACE));
    pooling.maxForward(large, input, y, null, WORKSPACE);
  }

  @Test
  void impossibleShapesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PoolShape(1, 4, 4, 1, 5, 2, 1, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new PoolShape(1, 4, 4, 1, 2, 2, 0, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new PoolShape(1, 4, 4, 1, 2, 2, 1, 1, 2, 0));
  }

  private static void assertClose(double[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) assertEquals(expected[i], actual[i], 2e-6);
  }
}
