package jacquard.optimize.tune;

import jacquard.optimize.tune.FrozenTrial.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Histories put together by hand. */
public final class Studies {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Studies() {}

  /** A trial that begins to be described. */
  public static TrialBuilder running(int number) {
    var builder = new TrialBuilder(number);
    builder.start(NOON);
    return builder;
  }

  /** A running trial that has reported one value at each of the steps 1, 2, ... */
  public static TrialBuilder reporting(int number, double... values) {
    var builder = running(number);
    for (int i = 0; i < values.length; i++) builder.report(i + 1, List.of(values[i]));
    return builder;
  }

  /** A complete trial of some parameters. */
  public static FrozenTrial complete(
      int number, Map<String, Parameter> parameters, double... values) {
    var builder = running(number);
    parameters.forEach(builder::parameter);
    return complete(builder, values);
  }

  /** The trial, ended with these values. */
  public static FrozenTrial complete(TrialBuilder builder, double... values) {
    return end(builder, TrialState.COMPLETE, java.util.Arrays.stream(values).boxed().toList());
  }

  /** The trial, ended without values. */
  public static FrozenTrial end(TrialBuilder builder, TrialState state) {
    return end(builder, state, List.of());
  }

  private static FrozenTrial end(TrialBuilder builder, TrialState state, List<Double> values) {
    builder.finish(state, values, "", NOON.plusSeconds(1));
    return builder.freeze();
  }

  /** A history of one objective to minimise. */
  public static History history(FrozenTrial... trials) {
    return new History(List.of(Direction.MINIMIZE), List.of(trials));
  }

  /** What a study's trials chose and came to, without times. */
  public static List<String> digest(Study study) {
    return study.trials().stream()
        .map(t -> t.number() + " " + t.state() + " " + t.parameters() + " " + t.values())
        .toList();
  }
}
