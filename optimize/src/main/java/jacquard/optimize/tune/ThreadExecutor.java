package jacquard.optimize.tune;

import jacquard.kernels.Parallel;
import java.util.ArrayList;

/**
 * Worker threads in this process.
 *
 * @param workers trials at a time
 * @param threadsPerTrial the size of each worker's own {@link Parallel}
 */
record ThreadExecutor(int workers, int threadsPerTrial) implements TrialExecutor {
  ThreadExecutor {
    if (workers < 1 || threadsPerTrial < 1) {
      throw new IllegalArgumentException(
          "workers and threads must be at least 1: " + workers + ", " + threadsPerTrial);
    }
  }

  @Override
  public void execute(Source source) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < workers; i++) {
      threads.add(Thread.ofPlatform().name("trial-worker-" + i).start(() -> work(source)));
    }
    try {
      for (var thread : threads) thread.join();
    } finally {
      for (var thread : threads) thread.interrupt();
    }
  }

  private void work(Source source) {
    try (var parallel = Parallel.of(threadsPerTrial)) {
      TrialExecutor.sequential(parallel).execute(source);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
