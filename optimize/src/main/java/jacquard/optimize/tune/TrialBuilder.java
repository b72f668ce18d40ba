package jacquard.optimize.tune;

import jacquard.optimize.tune.FrozenTrial.Parameter;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** A trial that a storage puts together, step by step. Not thread-safe. */
public final class TrialBuilder {
  private final int number;
  private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
  private final NavigableMap<Integer, List<Double>> reports = new TreeMap<>();
  private final Map<String, String> userAttributes = new HashMap<>();
  private final Map<String, String> fixed = new HashMap<>();
  private TrialState state = TrialState.WAITING;
  private List<Double> values = List.of();
  private Instant started;
  private Instant finished;
  private String failure = "";

  /** A trial that waits. */
  public TrialBuilder(int number) {
    this.number = number;
  }

  /** Where it stands. */
  public TrialState state() {
    return state;
  }

  /** Begins. */
  public void start(Instant time) {
    state = TrialState.RUNNING;
    started = time;
  }

  /** Adds a parameter. */
  public void parameter(String name, Parameter parameter) {
    parameters.put(name, parameter);
  }

  /** Adds an intermediate value for each objective. */
  public void report(int step, List<Double> intermediate) {
    reports.put(step, List.copyOf(intermediate));
  }

  /** Sets a user attribute. */
  public void userAttribute(String key, String value) {
    userAttributes.put(key, value);
  }

  /** Demands a value of a parameter. */
  public void fix(String name, String label) {
    fixed.put(name, label);
  }

  /** Ends. */
  public void finish(TrialState end, List<Double> results, String reason, Instant time) {
    state = end;
    values = List.copyOf(results);
    failure = reason;
    finished = time;
  }

  /** The trial as it is now. */
  public FrozenTrial freeze() {
    return new FrozenTrial(
        number,
        state,
        parameters,
        values,
        reports,
        userAttributes,
        fixed,
        Optional.ofNullable(started),
        Optional.ofNullable(finished),
        failure);
  }
}
