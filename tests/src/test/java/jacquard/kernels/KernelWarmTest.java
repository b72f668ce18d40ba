package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import jacquard.kernels.KernelCase.Call;
import jacquard.kernels.vector.VectorTier;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Warms every vector kernel until C2 has compiled it. A kernel whose vectors C2 boxes still works,
 * at a twentieth of its speed: only its allocation shows it.
 */
class KernelWarmTest {
  private static final int SIZE = 67; // four vectors of 16 lanes, and more
  private static final int CALLS = 100;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static final Set<String> KERNELS = new TreeSet<>(KernelCases.ALL.keySet());

  private final Tier tier = new VectorTier();
  private final Workspace workspace = Workspace.inline();

  @ParameterizedTest
  @FieldSource("KERNELS")
  void warmedKernelsAllocateNothingAndKeepTheirBits(String kernel) {
    var cold = prepare(kernel);
    cold.action().run(tier, workspace);

    var call = prepare(kernel);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long allocated;
    do {
      allocated = allocatedBy(call);
    } while (allocated > 0 && System.nanoTime() < deadline);
    assertTrue(allocated == 0, kernel + " allocates " + allocated / CALLS + " bytes per call");

    var warm = prepare(kernel);
    warm.action().run(tier, workspace);
    for (int i = 0; i < cold.outputs().length; i++) {
      assertArrayEquals(cold.outputs()[i], warm.outputs()[i], kernel);
    }
  }

  private static Call prepare(String kernel) {
    return KernelCases.ALL.get(kernel).setup().prepare(new Random(5), SIZE);
  }

  private long allocatedBy(Call call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) call.action().run(tier, workspace);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
