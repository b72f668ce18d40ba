package jacquard.engine.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A model file that cannot be read, written or used. The message is one sentence for the user:
 * where, what is wrong, and how to mend it.
 */
public final class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int LONGEST_QUOTE = 120;

  /** With the sentence to show. */
  public ModelFileException(String message) {
    super(message);
  }

  /** With the sentence to show and what lies beneath. */
  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same message with the file in front. */
  public ModelFileException in(Path file) {
    return new ModelFileException(file + ": " + getMessage(), this);
  }

  static ModelFileException unreadable(Path file, IOException e) {
    return new ModelFileException(
        "%s: cannot be read (%s): check the path and its permissions".formatted(file, reason(e)),
        e);
  }

  static ModelFileException unwritable(Path file, IOException e) {
    return new ModelFileException(
        "%s: could not be written (%s); a file that was there before is as it was: free some space"
                .formatted(file, reason(e))
            + " or choose another folder",
        e);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> quote(String.valueOf(e.getMessage()));
    };
  }

  /** Text from a file, made fit for a message: one line, no control characters, not long. */
  static String quote(String text) {
    var line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .map(c -> isPrintable(c) ? c : '\uFFFD')
        .forEach(line::appendCodePoint);
    return line.length() < text.length() ? line + "..." : line.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
