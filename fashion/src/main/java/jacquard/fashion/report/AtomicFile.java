package jacquard.fashion.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all: written under another name, then moved into place. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a text in UTF-8.
   *
   * @throws IOException as {@link #write(Path, byte[])} does
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file; what is no regular file, a pipe for instance, is written to directly.
   *
   * @throws IOException if that cannot be done, with one sentence; an older file of that name is
   *     then untouched
   */
  public static void write(Path file, byte[] content) throws IOException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.write(file, content);
      } else {
        replace(file, content);
      }
    } catch (IOException e) {
      throw new IOException("cannot write %s: %s".formatted(file, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : String.valueOf(e.getMessage());
  }

  private static void replace(Path file, byte[] content) throws IOException {
    var name = file.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    var temporary = file.resolveSibling(name);
    try {
      Files.write(temporary, content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
