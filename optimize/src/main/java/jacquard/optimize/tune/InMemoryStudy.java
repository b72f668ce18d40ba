package jacquard.optimize.tune;

import jacquard.optimize.tune.FrozenTrial.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** One study in this process. */
final class InMemoryStudy implements StudyStorage {
  private final String name;
  private final List<Direction> directions;
  private final List<TrialBuilder> builders = new ArrayList<>();
  private final List<FrozenTrial> frozen = new ArrayList<>();
  private final Map<String, String> attributes = new HashMap<>();

  InMemoryStudy(String name, List<Direction> directions) {
    this.name = name;
    this.directions = List.copyOf(directions);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Direction> directions() {
    return directions;
  }

  @Override
  public synchronized OptionalInt begin(int limit) {
    int number = 0;
    while (number < builders.size() && builders.get(number).state() != TrialState.WAITING) number++;
    if (number == builders.size()) {
      if (frozen.stream().filter(trial -> !trial.isTorn()).count() >= limit) {
        return OptionalInt.empty();
      }
      add();
    }
    change(number, trial -> trial.start(Instant.now()));
    return OptionalInt.of(number);
  }

  @Override
  public synchronized int enqueue(Map<String, String> fixed, Map<String, String> userAttributes) {
    int number = add();
    change(
        number,
        trial -> {
          fixed.forEach(trial::fix);
          userAttributes.forEach(trial::userAttribute);
        });
    return number;
  }

  @Override
  public synchronized void parameter(int trial, String parameterName, Parameter parameter) {
    change(trial, t -> t.parameter(parameterName, parameter));
  }

  @Override
  public synchronized void report(int trial, int step, List<Double> values) {
    change(trial, t -> t.report(step, values));
  }

  @Override
  public synchronized void userAttribute(int trial, String key, String value) {
    change(trial, t -> t.userAttribute(key, value));
  }

  @Override
  public synchronized void finish(
      int trial, TrialState state, List<Double> values, String failure) {
    change(trial, t -> t.finish(state, values, failure, Instant.now()));
  }

  @Override
  public synchronized FrozenTrial trial(int number) {
    return frozen.get(number);
  }

  @Override
  public synchronized List<FrozenTrial> trials() {
    return List.copyOf(frozen);
  }

  @Override
  public synchronized void userAttribute(String key, String value) {
    attributes.put(key, value);
  }

  @Override
  public synchronized Map<String, String> userAttributes() {
    return Map.copyOf(attributes);
  }

  private int add() {
    int number = builders.size();
    builders.add(new TrialBuilder(number));
    frozen.add(builders.getLast().freeze());
    return number;
  }

  private void change(int number, Consumer<TrialBuilder> edit) {
    edit.accept(builders.get(number));
    frozen.set(number, builders.get(number).freeze());
  }
}
