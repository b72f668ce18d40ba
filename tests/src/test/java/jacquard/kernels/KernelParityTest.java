package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jacquard.kernels.scalar.ScalarTier;
import jacquard.kernels.vector.VectorTier;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds every vector kernel to its scalar specification, on sizes around the vector widths. */
class KernelParityTest {
  private static final int[] SIZES = {1, 2, 3, 5, 8, 15, 16, 17, 31, 33, 61, 100};
  private static final int ROUNDS = 2;

  static final Set<String> KERNELS = new TreeSet<>(KernelCases.ALL.keySet());

  private static final Tier SCALAR = new ScalarTier("specification");
  private static final Tier VECTOR = new VectorTier();

  private static final CountingPool THREADS = new CountingPool();

  @AfterAll
  static void close() {
    THREADS.close();
  }

  /** Three threads, which divide few sizes; counts its regions. */
  private static final class CountingPool implements Parallel {
    private final Parallel pool = Parallel.of(3);
    private int regions;

    @Override
    public int threads() {
      return pool.threads();
    }

    @Override
    public void run(Region region) {
      regions++;
      pool.run(region);
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  @Test
  void everyKernelHasACase() {
    var kernels = new TreeSet<String>();
    for (var family : Tier.class.getMethods()) {
      if (family.getReturnType() == String.class) continue;
      kernelsOf(family.getReturnType()).map(KernelParityTest::name).forEach(kernels::add);
    }
    assertEquals(kernels, KERNELS);
  }

  private static Stream<Method> kernelsOf(Class<?> family) {
    return Arrays.stream(family.getMethods()).filter(m -> Modifier.isAbstract(m.getModifiers()));
  }

  private static String name(Method kernel) {
    var family = kernel.getDeclaringClass().getSimpleName();
    return "%s.%s/%d".formatted(family, kernel.getName(), kernel.getParameterCount());
  }

  @ParameterizedTest
  @FieldSource("KERNELS")
  void vectorAgreesWithScalar(String kernel) {
    var test = KernelCases.ALL.get(kernel);
    for (int size : SIZES) {
      for (int round = 0; round < ROUNDS; round++) {
        var scalar = outputs(test, SCALAR, Parallel.inline(), size, round);
        var vector = outputs(test, VECTOR, Parallel.inline(), size, round);
        for (int i = 0; i < scalar.length; i++) {
          var where = "%s, size %d, round %d, output %d".formatted(kernel, size, round, i);
          if (test.tolerance() == 0) assertArrayEquals(scalar[i], vector[i], where);
          else assertClose(scalar[i], vector[i], test.tolerance(), where);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("KERNELS")
  void threadsDoNotChangeABit(String kernel) {
    var test = KernelCases.ALL.get(kernel);
    var one = outputs(test, VECTOR, Parallel.inline(), test.large(), 0);
    THREADS.regions = 0;
    var three = outputs(test, VECTOR, THREADS, test.large(), 0);
    assertTrue(THREADS.regions > 0, kernel + " was not split");
    for (int i = 0; i < one.length; i++) assertArrayEquals(one[i], three[i], kernel);
  }

  private static float[][] outputs(
      KernelCase test, Tier tier, Parallel parallel, int size, int round) {
    var call = test.setup().prepare(new Random(1000L * size + round), size);
    call.action().run(tier, new Workspace(parallel));
    return call.outputs();
  }

  private static void assertClose(
      float[] expected, float[] actual, double tolerance, String where) {
    double largest = 0;
    for (float e : expected) largest = Math.max(largest, Math.abs(e));
    for (int i = 0; i < expected.length; i++) {
      boolean close =
          Math.abs(expected[i] - actual[i]) <= tolerance * largest
              || Float.compare(expected[i], actual[i]) == 0;
      int at = i;
      assertTrue(
          close, () -> "%s: [%d] is %s, not %s".formatted(where, at, actual[at], expected[at]));
    }
  }
}
