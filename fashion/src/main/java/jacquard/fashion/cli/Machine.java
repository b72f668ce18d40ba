package jacquard.fashion.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on. */
final class Machine {
  private static final Path LINUX = Path.of("/proc/cpuinfo");

  private Machine() {}

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  static String jdk() {
    return "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vm.name"));
  }

  /** The system and its processor; that has a name of its own only where it is easily had. */
  static String processor() {
    return "%s %s, %s"
        .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), model());
  }

  private static String model() {
    var windows = System.getenv("PROCESSOR_IDENTIFIER");
    if (windows != null) return windows;
    if (!Files.isReadable(LINUX)) return "processor unknown";
    try (var lines = Files.lines(LINUX)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("processor unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
