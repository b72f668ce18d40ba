package jacquard.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file so that its name always stands for a whole one: the content goes to another name in
 * the same folder, is forced to the disk and only then moved into place.
 */
public final class AtomicFile {
  /** Writes the content. */
  @FunctionalInterface
  public interface Body {
    /** Appends all of it. */
    void writeTo(FileChannel channel) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes or replaces a file; missing folders are made.
   *
   * @param content all of it, from the position to the limit
   * @throws ModelFileException if that fails; an earlier file is then untouched and nothing is left
   *     behind
   */
  public static void write(Path file, ByteBuffer content) {
    write(file, channel -> Elements.writeFully(channel, content));
  }

  /**
   * Writes or replaces a file; missing folders are made.
   *
   * @throws ModelFileException if that fails; an earlier file is then untouched and nothing is left
   *     behind
   */
  public static void write(Path file, Body body) {
    var target = file.toAbsolutePath();
    var growing = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(target.getParent());
      try {
        fill(growing, body);
        Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(growing);
      }
    } catch (IOException e) {
      throw ModelFileException.unwritable(file, e);
    }
  }

  private static void fill(Path file, Body body) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      body.writeTo(channel);
      channel.force(true);
    }
  }
}
