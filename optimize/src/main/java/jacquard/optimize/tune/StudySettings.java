package jacquard.optimize.tune;

import java.util.List;

/**
 * How a study works.
 *
 * @param directions one for each objective
 */
public record StudySettings(
    String name, List<Direction> directions, Sampler sampler, Pruner pruner, Storage storage) {
  public StudySettings {
    directions = List.copyOf(directions);
    if (directions.isEmpty()) throw new IllegalArgumentException("a study needs a direction");
  }

  /** Minimises one objective, prunes nothing and is kept in memory. */
  public static StudySettings of(String name, Sampler sampler) {
    return new StudySettings(
        name, List.of(Direction.MINIMIZE), sampler, Pruner.none(), Storage.inMemory());
  }

  /** With other directions. */
  public StudySettings directions(Direction... others) {
    return new StudySettings(name, List.of(others), sampler, pruner, storage);
  }

  /** With another pruner. */
  public StudySettings pruner(Pruner other) {
    return new StudySettings(name, directions, sampler, other, storage);
  }

  /** With another storage, which the study does not close. */
  public StudySettings storage(Storage other) {
    return new StudySettings(name, directions, sampler, pruner, other);
  }

  /** For storages: what was found must be what was wanted. */
  public static StudyStorage checkDirections(StudyStorage found, List<Direction> wanted) {
    if (found.directions().equals(wanted)) return found;
    throw new StorageException(
        "study \"%s\" was made with the directions %s, not %s: choose another name"
            .formatted(found.name(), found.directions(), wanted));
  }
}
