package jacquard.fashion.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a search found, trained on all pictures beside a plain training.
 *
 * @param circumstances command, commit, machine, data source and the like
 * @param search how it was found
 * @param runs in the order they were made
 */
public record TunedResults(
    Map<String, Object> circumstances, SearchResults search, List<Run> runs) {
  /**
   * A training.
   *
   * @param recipe {@code "plain"} or {@code "tuned"}
   * @param validationAccuracy after the last epoch; a fraction
   * @param accuracy on the test pictures, a fraction
   * @param seconds of training
   */
  public record Run(
      String recipe,
      long seed,
      int epochs,
      double validationAccuracy,
      double accuracy,
      double loss,
      double seconds,
      Map<String, String> parameters) {}

  /** Takes copies. */
  public TunedResults {
    circumstances = new LinkedHashMap<>(circumstances);
    runs = List.copyOf(runs);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it cannot be read
   */
  public static TunedResults read(Path file) throws IOException {
    return Json.read(file, TunedResults.class, "figures of tuned trainings");
  }

  /**
   * Writes everything.
   *
   * @throws IOException if that fails; an older file is then untouched
   */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }

  /** The trainings of a recipe. */
  List<Run> of(String recipe) {
    return runs.stream().filter(run -> run.recipe.equals(recipe)).toList();
  }

  /** Whether that training is there. */
  public boolean has(String recipe, long seed) {
    return of(recipe).stream().anyMatch(run -> run.seed == seed);
  }
}
