package jacquard.engine.io;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a classifier says about a sample.
 *
 * @param candidates every class, the most probable first
 */
public record Prediction(List<Candidate> candidates) {
  /**
   * A class and its probability.
   *
   * @param index its position in the model's output
   * @param name its name, or the index where it has none
   * @param probability in [0, 1]
   */
  public record Candidate(int index, String name, float probability) {
    /** For example {@code "Sandal 98.1 %"}. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s %.1f %%", name, 100 * probability);
    }
  }

  /** Copies the list. */
  public Prediction {
    candidates = List.copyOf(candidates);
  }

  static Prediction of(List<String> classes, float[] probabilities, int offset, int count) {
    return new Prediction(
        IntStream.range(0, count)
            .mapToObj(i -> {
              var name = classes.isEmpty() ? Integer.toString(i) : classes.get(i);
              return new Candidate(i, name, probabilities[offset + i]);
            })
            .sorted(Comparator.comparing(candidate -> -candidate.probability))
            .toList());
  }

  /** The most probable class. */
  public Candidate best() {
    return candidates.getFirst();
  }

  /** All candidates, the most probable first. */
  @Override
  public String toString() {
    return candidates.stream().map(Candidate::toString).collect(Collectors.joining(", "));
  }
}
