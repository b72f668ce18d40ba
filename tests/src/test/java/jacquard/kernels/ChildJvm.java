package jacquard.kernels;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A second JVM of this kind, for what is decided once in the life of a JVM. */
public record ChildJvm(int exit, String output) {
  /**
   * Runs a main class of the tests to its end; standard output and error are read as one.
   *
   * @param rooms a class of each room that it needs besides {@code kernels}
   */
  public static ChildJvm run(Class<?> main, List<String> options, Class<?>... rooms)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(main, rooms), main.getName()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var reader = process.inputReader()) {
      var output = reader.lines().collect(Collectors.joining("\n"));
      return new ChildJvm(process.waitFor(), output);
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      process.destroy();
    }
  }

  private static String classPath(Class<?> main, Class<?>[] rooms) {
    return Stream.concat(Stream.of(main, Kernels.class), Stream.of(rooms))
        .map(c -> c.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(location.getPath()).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** How often the text stands in the output. */
  int count(String text) {
    return output.split(java.util.regex.Pattern.quote(text), -1).length - 1;
  }
}
