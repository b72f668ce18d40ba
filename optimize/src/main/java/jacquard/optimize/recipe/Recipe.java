package jacquard.optimize.recipe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Steps, to be done one after the other.
 *
 * @param name what people call it
 * @param steps at least one
 */
public record Recipe(String name, List<Step> steps) {
  /**
   * @throws IllegalArgumentException if there is no step, or one comes too late for what it needs
   */
  public Recipe {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) throw new IllegalArgumentException("a recipe has at least one step");
    boolean codes = false;
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      if (codes && step.takesFloats()) {
        throw new IllegalArgumentException(
            "step %d, '%s', works on floats, but 'quantize' before it makes codes of them: put it first"
                .formatted(i + 1, step.kind()));
      }
      codes = step instanceof Quantize || codes && !(step instanceof Distill);
    }
  }

  /** A recipe of these steps. */
  public static Recipe of(String name, Step... steps) {
    return new Recipe(name, List.of(steps));
  }

  /** Whether the model is to be kept in a compact file. */
  public boolean isCompact() {
    return steps.contains(Compact.DEFAULT);
  }

  /** What it does, in a few words. */
  public String summary() {
    return steps.stream().map(Step::summary).collect(Collectors.joining("; "));
  }
}
