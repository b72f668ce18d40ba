package jacquard.bench.contender;

import java.util.function.Supplier;

/** A work made ready to run, again and again, by one contender. */
public interface Task extends Runnable, AutoCloseable {
  /** Does the work once. */
  @Override
  void run();

  /**
   * What the last run left, laid out as Jacquard lays it out: all contenders must agree on it after
   * their first run. Empty where that cannot be told.
   */
  float[] output();

  /** Gives back threads and native memory. */
  @Override
  default void close() {}

  /** A task that holds nothing but arrays. */
  static Task of(Runnable run, Supplier<float[]> output) {
    return new Task() {
      @Override
      public void run() {
        run.run();
      }

      @Override
      public float[] output() {
        return output.get();
      }
    };
  }
}
