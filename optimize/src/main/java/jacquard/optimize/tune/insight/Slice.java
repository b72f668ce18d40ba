package jacquard.optimize.tune.insight;

import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.TrialState;
import java.util.List;

/**
 * What the values of a parameter came to.
 *
 * @param points one for each complete trial that has the parameter
 */
public record Slice(String parameter, Distribution range, List<Point> points) {
  /**
   * A trial.
   *
   * @param value of the parameter, inside the library: see {@link Distribution}
   * @param result of the objective
   */
  public record Point(int trial, double value, double result) {}

  /** A slice for every parameter that has a choice. */
  public static List<Slice> of(History history, int objective) {
    return history.space().entrySet().stream()
        .filter(axis -> axis.getValue().size() != 1)
        .map(axis -> of(history, objective, axis.getKey(), axis.getValue()))
        .toList();
  }

  private static Slice of(History history, int objective, String name, Distribution range) {
    var points =
        history.trials(TrialState.COMPLETE).stream()
            .filter(t -> t.parameters().containsKey(name))
            .filter(t -> history.agrees(name, t.parameters().get(name)))
            .map(t ->
                new Point(t.number(), t.parameters().get(name).value(), t.values().get(objective)))
            .toList();
    return new Slice(name, range, points);
  }
}
