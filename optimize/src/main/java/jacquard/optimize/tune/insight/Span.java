package jacquard.optimize.tune.insight;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a trial ran.
 *
 * @param begin in seconds since the study's first trial began
 * @param end likewise
 */
public record Span(int trial, TrialState state, double begin, double end) {
  /** The timeline of the trials that have ended. */
  public static List<Span> of(History history) {
    var first =
        history.trials().stream()
            .map(FrozenTrial::started)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    if (first.isEmpty()) return List.of();
    return history.trials().stream()
        .filter(trial -> trial.duration().isPresent())
        .map(trial -> of(trial, first.get()))
        .toList();
  }

  private static Span of(FrozenTrial trial, Instant first) {
    return new Span(
        trial.number(),
        trial.state(),
        seconds(first, trial.started().orElseThrow()),
        seconds(first, trial.finished().orElseThrow()));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() * 1e-9;
  }
}
