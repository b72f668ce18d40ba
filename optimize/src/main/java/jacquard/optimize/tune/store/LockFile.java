package jacquard.optimize.tune.store;

import jacquard.optimize.tune.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file whose bytes are locked. Closing a file releases all locks that this process has on it
 * (POSIX), so within a process all users share one channel, and the last one closes it.
 */
final class LockFile {
  private static final Map<Path, LockFile> OPEN = new HashMap<>();

  private final Path path;
  private final FileChannel channel;
  private int users;

  private LockFile(Path path) {
    this.path = path;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  static LockFile open(Path path) {
    synchronized (OPEN) {
      var file = OPEN.computeIfAbsent(path.toAbsolutePath().normalize(), LockFile::new);
      file.users++;
      return file;
    }
  }

  /** Ends one use. */
  void close(List<FileLock> held) {
    synchronized (OPEN) {
      try {
        for (var lock : held) lock.release();
        if (--users > 0) return;
        OPEN.remove(path);
        channel.close();
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }

  StorageException failure(IOException e) {
    return new StorageException(
        "%s cannot be written (%s): studies need a folder that may be written to"
            .formatted(path, e.getClass().getSimpleName()),
        e);
  }

  /** Waits for other processes. */
  FileLock lock(long position) {
    return uninterrupted(() -> channel.lock(position, 1, false));
  }

  /** Whether somebody holds the byte, here or in another process. */
  boolean isLocked(long position) {
    return uninterrupted(() -> {
      try (var lock = channel.tryLock(position, 1, false)) {
        return lock == null;
      } catch (OverlappingFileLockException _) {
        return true; // in this very process
      }
    });
  }

  private interface Locking<T> {
    T run() throws IOException;
  }

  /** An interrupted thread that touches a channel closes it, and all locks would be gone. */
  private <T> T uninterrupted(Locking<T> locking) {
    boolean interrupted = Thread.interrupted();
    try {
      return locking.run();
    } catch (IOException e) {
      throw failure(e);
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}
