package jacquard.engine.measure;

/** A task that takes its own time, for instance because it runs in another process. */
public interface SelfTimed extends Runnable {
  /** Runs so many times; returns the seconds of one run. */
  double seconds(int runs);

  @Override
  default void run() {
    seconds(1);
  }
}
