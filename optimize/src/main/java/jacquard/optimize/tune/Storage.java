package jacquard.optimize.tune;

import java.util.List;
import java.util.Optional;

/** Where studies are kept. Thread-safe. */
public interface Storage extends AutoCloseable {
  /**
   * Opens the study of that name, or makes it.
   *
   * @throws StorageException if there is one with other directions
   */
  StudyStorage open(String study, List<Direction> directions);

  /** Opens the study of that name, if there is one. */
  Optional<StudyStorage> find(String study);

  /** The names of all studies, in the order of their making. */
  List<String> studies();

  @Override
  void close();

  /** One that is gone when the process ends. */
  static Storage inMemory() {
    return new InMemoryStorage();
  }
}
