package jacquard.optimize.tune;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A trial as it was at a moment.
 *
 * @param number 0, 1, ... within its study
 * @param parameters in the order in which they were suggested
 * @param values one for each objective if {@link TrialState#COMPLETE}, else none
 * @param reports intermediate values by step, one for each objective
 * @param fixed values that {@link Study#enqueue} demands, as text, by parameter
 * @param started unless it waits
 * @param finished if its state says so
 * @param failure why it failed, else empty
 */
public record FrozenTrial(
    int number,
    TrialState state,
    SequencedMap<String, Parameter> parameters,
    List<Double> values,
    NavigableMap<Integer, List<Double>> reports,
    Map<String, String> userAttributes,
    Map<String, String> fixed,
    Optional<Instant> started,
    Optional<Instant> finished,
    String failure) {
  /**
   * A parameter's value and where it was chosen from.
   *
   * @param value inside the library: see {@link Distribution}
   */
  public record Parameter(Distribution distribution, double value) {
    /** The value as text. */
    public String label() {
      return distribution.label(value);
    }
  }

  public FrozenTrial {
    parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    values = List.copyOf(values);
    reports = Collections.unmodifiableNavigableMap(new TreeMap<>(reports));
    userAttributes = Map.copyOf(userAttributes);
    fixed = Map.copyOf(fixed);
  }

  /** Whether this trial was enqueued instead of made up by the sampler. */
  public boolean isEnqueued() {
    return !fixed.isEmpty();
  }

  /** Whether this trial was cut short, which says nothing about its parameters. */
  public boolean isTorn() {
    return state == TrialState.FAILED && failure.equals(StudyStorage.TORN);
  }

  /**
   * The value of the only objective.
   *
   * @throws IllegalStateException if there is not exactly one value
   */
  public double value() {
    if (values.size() != 1) {
      throw new IllegalStateException(
          "trial " + number + " is " + state + " and has " + values.size() + " values, not one");
    }
    return values.getFirst();
  }

  /** How long it ran, if it has finished. */
  public Optional<Duration> duration() {
    return started.flatMap(from -> finished.map(to -> Duration.between(from, to)));
  }
}
