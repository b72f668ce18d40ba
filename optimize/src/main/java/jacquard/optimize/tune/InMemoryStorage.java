package jacquard.optimize.tune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Studies in this process. */
final class InMemoryStorage implements Storage {
  private final Map<String, InMemoryStudy> studies = new LinkedHashMap<>();

  @Override
  public synchronized StudyStorage open(String study, List<Direction> directions) {
    var found = studies.computeIfAbsent(study, name -> new InMemoryStudy(name, directions));
    return StudySettings.checkDirections(found, directions);
  }

  @Override
  public synchronized Optional<StudyStorage> find(String study) {
    return Optional.ofNullable(studies.get(study));
  }

  @Override
  public synchronized List<String> studies() {
    return List.copyOf(studies.keySet());
  }

  @Override
  public void close() {}
}
