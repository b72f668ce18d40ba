package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Every combination of some values, one after the other and then again from the first; the last
 * parameter varies fastest. Enqueued trials take no combination, and that of a trial that was cut
 * short is tried again when all others have been. The grid must name every parameter that the
 * objective asks for.
 */
public final class GridSampler implements Sampler {
  private final SequencedMap<String, List<String>> grid = new LinkedHashMap<>();
  private final int size;

  /**
   * A grid.
   *
   * @param values numbers or choices by parameter, at least one each
   * @throws IllegalArgumentException if there are none, or more than 2^31 combinations
   */
  public GridSampler(SequencedMap<String, ? extends List<?>> values) {
    long combinations = 1;
    for (var axis : values.entrySet()) {
      if (axis.getValue().isEmpty()) {
        throw new IllegalArgumentException("the grid has no value for \"" + axis.getKey() + "\"");
      }
      grid.put(axis.getKey(), axis.getValue().stream().map(String::valueOf).toList());
      combinations *= axis.getValue().size();
      if (combinations > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("the grid has more than 2^31 combinations");
      }
    }
    size = (int) combinations;
  }

  /** The number of combinations. */
  public int size() {
    return size;
  }

  @Override
  public double sample(History history, FrozenTrial trial, String name, Distribution distribution) {
    if (!grid.containsKey(name)) {
      throw new IllegalArgumentException(
          "the grid has no values for \"%s\", only for %s".formatted(name, grid.keySet()));
    }
    int rest = combination(history, trial.number());
    for (var axis : grid.reversed().entrySet()) {
      var values = axis.getValue();
      if (axis.getKey().equals(name)) return distribution.parse(values.get(rest % values.size()));
      rest /= values.size();
    }
    throw new AssertionError(name);
  }

  /** Which combination a trial takes: when all have been taken, those of torn trials come again. */
  private int combination(History history, int number) {
    var before = history.trials().subList(0, number);
    int place = number - (int) before.stream().filter(FrozenTrial::isEnqueued).count();
    if (place < size) return place;
    var torn = before.stream().filter(t -> t.isTorn() && !t.isEnqueued()).toList();
    int again = place - size;
    return again < torn.size() ? combination(history, torn.get(again).number()) : place % size;
  }
}
