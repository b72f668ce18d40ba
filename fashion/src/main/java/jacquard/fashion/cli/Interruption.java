package jacquard.fashion.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while something runs that must not be cut short: it is asked to stop, and Java waits until
 * the command is done. The exit code is then Java's own, 130.
 */
final class Interruption implements AutoCloseable {
  /** For a step that is running and a file that is being written. */
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch done = new CountDownLatch(1);
  private Thread hook;
  private Runnable stop;
  private boolean isRequested;

  /**
   * From now on Ctrl-C does this instead of ending Java.
   *
   * @param stop may be called from any thread; at once if Ctrl-C came already
   */
  synchronized void guard(Runnable stop) {
    this.stop = stop;
    if (isRequested) stop.run();
    if (hook != null) return;
    hook = Thread.ofPlatform().unstarted(this::waitForCommand);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void waitForCommand() {
    synchronized (this) {
      isRequested = true;
      stop.run();
    }
    try {
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The command is done, all files are written and all lines printed. */
  @Override
  public void close() {
    done.countDown();
    if (hook == null) return;
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // Java is ending already, because of Ctrl-C.
    }
  }
}
