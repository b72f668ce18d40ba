package jacquard.fashion.cli;

import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.StorageException;
import jacquard.optimize.tune.StudyStorage;
import jacquard.optimize.tune.store.JdbcStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where searches are kept. */
final class StorageOptions {
  @Option(
      names = "--storage",
      paramLabel = "FILE",
      description = "The SQLite file with the studies (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("tune.db");

  /** The file, made if it is not there. */
  JdbcStorage openOrCreate() {
    return JdbcStorage.sqlite(file);
  }

  /**
   * The file.
   *
   * @throws StorageException if it is not there
   */
  JdbcStorage open() {
    if (Files.exists(file)) return openOrCreate();
    throw new StorageException(
        file
            + " does not exist: name the file of your studies with --storage, or begin one with"
            + " 'jacquard tune run'");
  }

  /**
   * One study.
   *
   * @throws StorageException if there is no such study
   */
  StoredStudy read(String name) {
    try (var storage = open()) {
      var study = storage.find(name);
      if (study.isPresent()) return stored(study.get());
      throw new StorageException(
          "%s has no study \"%s\", only %s".formatted(file, name, storage.studies()));
    }
  }

  /** All studies. */
  List<StoredStudy> readAll() {
    try (var storage = open()) {
      return storage.studies().stream()
          .map(name -> stored(storage.find(name).orElseThrow()))
          .toList();
    }
  }

  private static StoredStudy stored(StudyStorage study) {
    List<Direction> directions = study.directions();
    var settings =
        TuneSettings.of(study.userAttributes())
            .orElseThrow(() ->
                new StorageException(
                    "the study \"%s\" was not begun by this program: read it with its own"
                        .formatted(study.name())));
    return new StoredStudy(study.name(), settings, new History(directions, study.trials()));
  }
}
