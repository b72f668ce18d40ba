package jacquard.optimize.tune;

import jacquard.optimize.tune.FrozenTrial.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What a sampler or pruner may know: the trials of a study at a moment. Immutable. */
public final class History {
  private final List<Direction> directions;
  private final List<FrozenTrial> trials;
  private final SequencedMap<String, Distribution> space;

  /**
   * A history.
   *
   * @param trials by their numbers
   */
  public History(List<Direction> directions, List<FrozenTrial> trials) {
    this.directions = List.copyOf(directions);
    this.trials = List.copyOf(trials);
    var union = new LinkedHashMap<String, Distribution>();
    for (var trial : this.trials) {
      trial.parameters().forEach((name, p) -> union.putIfAbsent(name, p.distribution()));
    }
    this.space = Collections.unmodifiableSequencedMap(union);
  }

  /** One for each objective. */
  public List<Direction> directions() {
    return directions;
  }

  /** All trials. */
  public List<FrozenTrial> trials() {
    return trials;
  }

  /** The trials in any of the states. */
  public List<FrozenTrial> trials(TrialState... states) {
    var wanted = Arrays.asList(states);
    return trials.stream().filter(trial -> wanted.contains(trial.state())).toList();
  }

  /**
   * The complete trials that no other is better than in every objective (Pareto front); with one
   * objective, those of the best value.
   */
  public List<FrozenTrial> front() {
    var complete = trials(TrialState.COMPLETE);
    var losses = complete.stream().map(t -> losses(t.values())).toArray(double[][]::new);
    return Arrays.stream(Pareto.front(losses)).mapToObj(complete::get).toList();
  }

  /** Every parameter that any trial had, in the order of their first appearance. */
  public SequencedMap<String, Distribution> space() {
    return space;
  }

  /**
   * The values of a complete trial, or those of a report, as losses: less is better. What is not
   * finite becomes infinitely bad.
   */
  public double[] losses(List<Double> values) {
    var losses = new double[values.size()];
    for (int i = 0; i < losses.length; i++) {
      double loss = directions.get(i).loss(values.get(i));
      losses[i] = Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    }
    return losses;
  }

  /** Whether the parameter has the range that this study uses for its name. */
  public boolean agrees(String name, Parameter parameter) {
    return parameter.distribution().equals(space.get(name));
  }
}
