package jacquard.optimize.tune;

import java.util.HashSet;
import java.util.List;

/**
 * One of several names, in no order.
 *
 * @param choices all different, at least one
 */
public record CategoricalDistribution(List<String> choices) implements Distribution {
  public CategoricalDistribution {
    choices = List.copyOf(choices);
    if (choices.isEmpty()) throw new SearchSpaceException("a category needs at least one choice");
    if (new HashSet<>(choices).size() < choices.size()) {
      throw new SearchSpaceException("choices must differ: " + choices);
    }
  }

  @Override
  public int size() {
    return choices.size();
  }

  @Override
  public boolean contains(double value) {
    return value >= 0 && value < size() && value == Math.rint(value);
  }

  @Override
  public double toUnit(double value) {
    return (value + 0.5) / size();
  }

  @Override
  public double fromUnit(double unit) {
    return valueAt((int) (Math.clamp(unit, 0, 1) * size()));
  }

  @Override
  public double cellStart(double value) {
    return value / size();
  }

  @Override
  public double cellEnd(double value) {
    return (value + 1) / size();
  }

  @Override
  public String label(double value) {
    return choices.get((int) value);
  }

  @Override
  public double parse(String label) {
    int index = choices.indexOf(label);
    if (index < 0) throw new IllegalArgumentException("\"" + label + "\" is none of " + choices);
    return index;
  }

  @Override
  public double valueAt(int index) {
    return Math.min(index, size() - 1);
  }

  @Override
  public String toString() {
    return "one of " + choices;
  }
}
