package jacquard.engine.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a training step leaves for the garbage collector once its buffers are pooled. */
class StepAllocationTest {
  private static final int LIMIT = 64 << 10;
  private static final int BATCH = 8;
  private static final int STEPS = 10;
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aSteadyStepOfCnnAllocatesLittle() {
    var cnn = new GoldenCnn();
    var context = Context.of(Parallel.inline()).training(0);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long allocated;
    do { // cold vector code boxes
      allocated = allocatedBy(cnn, context);
    } while (allocated >= LIMIT && System.nanoTime() < deadline);
    assertTrue(allocated < LIMIT, "a step allocates " + allocated + " bytes");
  }

  /** The mean of a few steps: forward, backward and update. */
  private static long allocatedBy(GoldenCnn cnn, Context context) {
    var images =
        Tensor.of(Arrays.copyOf(cnn.images(0).floats(), BATCH * 28 * 28), BATCH, 28, 28, 1);
    var labels = Tensor.of(Arrays.copyOf(cnn.labels(0).ints(), BATCH), BATCH);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int step = 0; step < STEPS; step++) {
      cnn.network().zeroGrad();
      context.<Void>step(
          step,
          () -> {
            var logits = cnn.network().apply(images);
            Autograd.backward(Functional.crossEntropy(logits, labels, 0));
            return null;
          });
      cnn.update(step, context.workspace());
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / STEPS;
  }
}
