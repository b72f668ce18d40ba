package jacquard.kernels;

import static jacquard.kernels.KernelCase.values;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import jacquard.kernels.vector.VectorConvolution;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the convolution's algorithms, warmed: boxed vectors would show as allocation. */
class ConvolutionWarmTest {
  private static final int CALLS = 10;
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static List<ConvShape> shapes() {
    return List.of(
        ConvShape.of(2, 12, 12, 1, 32, 3, 1, 1, 1), // taps
        ConvShape.of(2, 12, 12, 3, 20, 3, 1, 1, 1),
        ConvShape.of(2, 12, 12, 1, 70, 3, 1, 1, 1),
        ConvShape.of(2, 12, 12, 48, 48, 3, 1, 1, 48), // depthwise
        ConvShape.of(2, 12, 12, 32, 64, 3, 1, 1, 1), // Winograd
        ConvShape.of(2, 12, 12, 16, 40, 3, 2, 1, 1), // strips
        ConvShape.of(2, 12, 12, 20, 50, 5, 1, 0, 1),
        ConvShape.of(2, 12, 12, 24, 70, 1, 1, 0, 1)); // product
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void warmedAlgorithmsAllocateNothing(ConvShape s) {
    var random = new Random(1);
    var convolution = new VectorConvolution();
    var workspace = Workspace.inline();
    var x = values(random, s.n() * s.h() * s.w() * s.c());
    var w = values(random, s.kh() * s.kw() * s.groupC() * s.k());
    var y = values(random, s.n() * s.outH() * s.outW() * s.k());
    var epilogue = Epilogue.of(values(random, s.k()), Unary.RELU, 0);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long allocated;
    do {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        convolution.forward(s, x, w, epilogue, y, workspace);
        convolution.backwardData(s, y, w, x, workspace);
        convolution.backwardWeights(s, x, y, w, workspace);
      }
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    } while (allocated > 0 && System.nanoTime() < deadline);
    assertEquals(0, allocated, "bytes in " + CALLS + " calls");
  }
}
