package jacquard.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jacquard.engine.data.HorizontalFlip;
import jacquard.engine.data.ImageDataset;
import jacquard.engine.data.RandomCrop;
import jacquard.engine.tensor.Shape;
import jacquard.kernels.Parallel;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A steady training step allocates next to nothing. */
class AllocationTest {
  private static final int BATCH = 32;
  private static final int STEADY = 20;
  private static final long LIMIT = 64 << 10;

  @Test
  @Timeout(90)
  void steadyStepOfCnnAllocatesLessThan64Kilobytes() {
    int n = 100 * BATCH;
    var one = new float[] {1};
    var data = new ImageDataset(new byte[n * 784], new byte[n], Shape.of(28, 28, 1), one, one);
    var config =
        TrainingConfig.builder()
            .epochs(Integer.MAX_VALUE)
            .batchSize(BATCH)
            .clipNorm(1)
            .emaDecay(0.99)
            .augmentations(new HorizontalFlip(), new RandomCrop(2))
            .build();
    var steady = new UntilSteady();
    try (var parallel = Parallel.of(2)) {
      new Trainer(Nets.cnn(), config, parallel, steady).fit(data, null);
    }
    assertThat(steady.count).isEqualTo(STEADY);
  }

  /**
   * Stops the training once so many steps in a row kept below the limit; compiling the kernels
   * comes first and takes as long as it takes. All threads count: the caller's, the pool's, the
   * loader's.
   */
  private static final class UntilSteady implements Callback {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long last = threads.getTotalThreadAllocatedBytes();
    private int count;

    @Override
    public void onStep(Trainer trainer, StepMetrics step) {
      long now = threads.getTotalThreadAllocatedBytes();
      count = now - last < LIMIT ? count + 1 : 0;
      if (count == STEADY) trainer.requestStop();
      last = now;
    }
  }
}
