package jacquard.bench.contender;

import jacquard.bench.work.Work;
import java.util.Optional;

/**
 * Someone who can do some of the works. Peers are found by {@link java.util.ServiceLoader}; each
 * runs at the best settings known for it, and exactly as many threads as it is told to.
 */
public interface Contender {
  /** The name in the tables. */
  String name();

  /** Version and settings. */
  String description();

  /** The work made ready; empty if this contender does not do it, or not on so many threads. */
  Optional<Task> prepare(Work work, int threads);
}
