package jacquard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds every source to google-java-format; {@code -Dformat=write} mends what it finds. */
class FormattingTest {
  private static final boolean WRITE = "write".equals(System.getProperty("format"));

  private final Formatter formatter =
      new Formatter(JavaFormatterOptions.builder().reorderModifiers(true).build());

  @Test
  void everySourceIsFormatted() throws IOException {
    var wrong = Sources.find(".java").parallelStream().filter(file -> !isFormatted(file)).toList();
    assertEquals(List.of(), wrong, "mvn test -pl tests -am -Dformat=write mends these");
  }

  private boolean isFormatted(Path file) {
    try {
      var source = Files.readString(file);
      var mended =
          formatter.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(source));
      if (WRITE && !mended.equals(source)) Files.writeString(file, mended);
      return WRITE || mended.equals(source);
    } catch (IOException | FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }
}
