package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import jacquard.kernels.scalar.ScalarTier;
import jacquard.kernels.vector.VectorTier;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies against an index computed for every element, in both tiers, with one and two threads. */
class MovementTest {
  private static final Parallel THREADS = Parallel.of(2);

  @AfterAll
  static void close() {
    THREADS.close();
  }

  private record Copy(String name, int[] dims, int[] xStrides, int[] yStrides) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Copy copy(String name, int[] dims, int[] xStrides, int[] yStrides) {
    return new Copy(name, dims, xStrides, yStrides);
  }

  private static int[] of(int... values) {
    return values;
  }

  static Stream<Arguments> cases() {
    var copies =
        Stream.of(
            copy("nothing", of(3, 0, 2), of(2, 2, 1), of(2, 2, 1)),
            copy("one element", of(), of(), of()),
            copy("all axes of length one", of(1, 1), of(7, 9), of(3, 2)),
            copy("a run", of(4, 5, 6), of(30, 6, 1), of(30, 6, 1)),
            copy("a long run", of(70_001), of(1), of(1)),
            copy("a slice", of(4, 5, 6), of(80, 10, 1), of(30, 6, 1)),
            copy("into a wider box", of(4, 5, 6), of(30, 6, 1), of(99, 11, 1)),
            copy("every second column", of(9, 7), of(14, 2), of(7, 1)),
            copy("into every second column", of(9, 7), of(7, 1), of(14, 2)),
            copy("reversed rows", of(9, 7), of(-7, 1), of(7, 1)),
            copy("mirrored columns", of(9, 7), of(7, -1), of(7, 1)),
            copy("a transpose", of(45, 70), of(1, 45), of(70, 1)),
            copy("a large transpose", of(301, 307), of(1, 301), of(307, 1)),
            copy("a flat transpose", of(3, 40_000), of(1, 3), of(40_000, 1)),
            copy("a tall transpose", of(40_000, 3), of(1, 40_000), of(3, 1)),
            copy("NCHW to NHWC", of(2, 8, 9, 19), of(19 * 72, 9, 1, 72), of(72 * 19, 171, 19, 1)),
            copy("NHWC to NCHW", of(2, 19, 8, 9), of(19 * 72, 1, 171, 19), of(72 * 19, 72, 9, 1)),
            copy("heads", of(3, 4, 17, 8), of(544, 8, 32, 1), of(544, 136, 8, 1)),
            copy("axes in reverse", of(5, 6, 7, 8), of(1, 5, 30, 210), of(336, 56, 8, 1)),
            copy("axes out of order in y", of(8, 7, 6), of(42, 6, 1), of(1, 8, 56)),
            copy("a repeated row", of(33, 21), of(0, 1), of(21, 1)),
            copy("a repeated column", of(33, 21), of(1, 0), of(21, 1)),
            copy(
                "nine axes",
                of(2, 1, 2, 3, 2, 2, 2, 1, 2),
                of(1, 5, 2, 4, 12, 24, 48, 9, 96),
                of(96, 7, 48, 16, 8, 4, 2, 3, 1)));
    var tiers = new Tier[] {new ScalarTier("test"), new VectorTier()};
    return copies.flatMap(c -> Stream.of(tiers).map(t -> Arguments.of(c, t.movement())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyElementArrivesAtItsPlace(Copy copy, Movement movement) {
    var x = values(3 + reach(copy.dims, copy.xStrides));
    int xOffset = 3 - lowest(copy.dims, copy.xStrides);
    for (boolean accumulate : new boolean[] {false, true}) {
      for (var parallel : new Parallel[] {Parallel.inline(), THREADS}) {
        var expected = values(5 + reach(copy.dims, copy.yStrides));
        var y = expected.clone();
        walk(copy, 0, xOffset, 2, x, expected, accumulate);
        movement.copy(
            copy.dims,
            x,
            xOffset,
            copy.xStrides,
            y,
            2,
            copy.yStrides,
            accumulate,
            new Workspace(parallel));
        assertArrayEquals(expected, y);
      }
    }
  }

  private static void walk(
      Copy copy, int axis, int from, int to, float[] x, float[] y, boolean accumulate) {
    if (axis == copy.dims.length) {
      y[to] = accumulate ? y[to] + x[from] : x[from];
      return;
    }
    for (int i = 0; i < copy.dims[axis]; i++) {
      walk(
          copy,
          axis + 1,
          from + i * copy.xStrides[axis],
          to + i * copy.yStrides[axis],
          x,
          y,
          accumulate);
    }
  }

  /** Elements between the lowest and the highest index, both included. */
  private static int reach(int[] dims, int[] strides) {
    int reach = 1;
    for (int d = 0; d < dims.length; d++) reach += Math.max(dims[d] - 1, 0) * Math.abs(strides[d]);
    return reach;
  }

  private static int lowest(int[] dims, int[] strides) {
    int lowest = 0;
    for (int d = 0; d < dims.length; d++) lowest += (dims[d] - 1) * Math.min(strides[d], 0);
    return lowest;
  }

  private static float[] values(int n) {
    var random = new Random(n);
    var values = new float[n];
    for (int i = 0; i < n; i++) values[i] = random.nextInt(1000);
    return values;
  }

  static Stream<Movement> tiers() {
    return Stream.of(new ScalarTier("test"), new VectorTier()).map(Tier::movement);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void fillStopsAtItsLength(Movement movement) {
    var y = new float[] {1, 1, 1, 1};
    movement.fill(3, 2.5f, y, Workspace.inline());
    assertArrayEquals(new float[] {2.5f, 2.5f, 2.5f, 1}, y);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void gatherTakesRowsAndScatterAddsThemBack(Movement movement) {
    float[] table = {0, 1, 10, 11, 20, 21};
    int[] indices = {2, 0, 2};
    var y = new float[6];
    movement.gather(3, 2, table, indices, y, Workspace.inline());
    assertArrayEquals(new float[] {20, 21, 0, 1, 20, 21}, y);

    float[] dTable = {1, 1, 1, 1, 1, 1};
    movement.scatterAdd(3, 2, new float[] {1, 2, 3, 4, 5, 6}, indices, dTable, Workspace.inline());
    assertArrayEquals(new float[] {4, 5, 1, 1, 7, 9}, dTable);
  }

  /** In float, (1 + 2^-24) + 2^-24 is 1 but 1 + (2^-24 + 2^-24) is not. */
  @ParameterizedTest
  @MethodSource("tiers")
  void scatterAddsInAscendingOrder(Movement movement) {
    int width = 40_000;
    var dy = new float[3 * width];
    Arrays.fill(dy, 0, width, 1f);
    Arrays.fill(dy, width, 3 * width, 0x1p-24f);
    var dTable = new float[width];
    movement.scatterAdd(3, width, dy, new int[3], dTable, new Workspace(THREADS));
    var ones = new float[width];
    Arrays.fill(ones, 1f);
    assertArrayEquals(ones, dTable);
  }
}
