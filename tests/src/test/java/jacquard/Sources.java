package jacquard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source files of every room, build output left aside. */
final class Sources {
  /** The project's folder: Maven runs the tests in their module's own. */
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  /** The bench's peers have a Maven module of their own. */
  private static final Path PEERS = PROJECT.resolve("bench").resolve("peers");

  private Sources() {}

  /** Every file under {@code <room>/src} whose name ends with {@code suffix}. */
  static List<Path> find(String suffix) throws IOException {
    try (var rooms = Files.list(PROJECT)) {
      return Stream.concat(rooms, Stream.of(PEERS))
          .map(room -> room.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(Sources::walk)
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> walk(Path folder) {
    try {
      return Files.walk(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
