package jacquard.optimize.tune;

import jacquard.kernels.Parallel;
import java.util.Optional;

/**
 * Decides where trials run and how many at a time. One that runs them in other processes hands over
 * the study's name and the trial's number, and the process there opens the same storage.
 */
@FunctionalInterface
public interface TrialExecutor {
  /** Runs tasks until there are no more, and returns when all are done. */
  void execute(Source source) throws InterruptedException;

  /** Where tasks come from. Thread-safe. */
  interface Source {
    /** Begins the next trial, or says that there are no more. */
    Optional<Task> next();
  }

  /** A trial that has begun. */
  interface Task {
    /** The study's name. */
    String study();

    /** The trial's number. */
    int trial();

    /** Evaluates the trial and stores how it ended; throws nothing. */
    void run(Parallel parallel);
  }

  /** One after the other on the calling thread. */
  static TrialExecutor sequential(Parallel parallel) {
    return source -> {
      for (var task = source.next(); task.isPresent(); task = source.next()) {
        task.get().run(parallel);
      }
    };
  }

  /**
   * So many at a time, each with threads of its own.
   *
   * @throws IllegalArgumentException if either is below 1
   */
  static TrialExecutor threads(int workers, int threadsPerTrial) {
    return new ThreadExecutor(workers, threadsPerTrial);
  }
}
