package jacquard.optimize.tune.store;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Workers of one machine: each holds a lock on the byte of its number in a file beside the
 * database. The system releases it however the process ends, and nobody can inherit it, which
 * process numbers and clocks do not promise. Byte 0 belongs to who opens the database.
 */
final class FileWorkers implements Database.Workers {
  private final LockFile file;
  private final List<FileLock> held = new ArrayList<>();

  FileWorkers(Path path) {
    file = LockFile.open(path);
  }

  @Override
  public void alone(Runnable work) {
    synchronized (file) {
      try (var _ = file.lock(0)) {
        work.run();
      } catch (IOException e) {
        throw file.failure(e);
      }
    }
  }

  @Override
  public void join(long worker) {
    held.add(file.lock(worker));
  }

  @Override
  public boolean isAlive(long worker) {
    return file.isLocked(worker);
  }

  @Override
  public void close() {
    file.close(held);
  }
}
