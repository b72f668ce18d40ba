package jacquard.fashion.report;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Searches of the same model by several methods with equal budgets.
 *
 * @param circumstances command, commit, machine, data source and the like
 * @param model a model of the zoo
 * @param images training pictures of a trial
 * @param epochs of a whole trial
 * @param budget epochs of a whole search, all trials together
 */
public record SearchResults(
    Map<String, Object> circumstances,
    String model,
    int images,
    int epochs,
    int budget,
    List<Search> searches) {
  /** One search. */
  public record Search(String method, long seed, List<Trial> trials) {
    /** What is kept of a study. */
    public static Search of(String method, long seed, History history) {
      var ended = history.trials().stream().filter(t -> !t.isTorn()).map(Trial::of).toList();
      return new Search(method, seed, ended);
    }

    /** The best accuracy so far, in percent, after each epoch that was spent. */
    List<Double> course() {
      var course = new ArrayList<Double>();
      double best = 0;
      for (var trial : trials) {
        for (double accuracy : trial.accuracies) {
          best = Math.max(best, accuracy);
          course.add(best);
        }
      }
      return course;
    }

    double seconds() {
      return trials.stream().mapToDouble(Trial::seconds).sum();
    }
  }

  /**
   * A trial.
   *
   * @param accuracies on the validation pictures after each epoch, in percent
   */
  public record Trial(
      int number,
      String state,
      List<Double> accuracies,
      double seconds,
      Map<String, String> parameters) {
    static Trial of(FrozenTrial trial) {
      var parameters = new LinkedHashMap<String, String>();
      trial.parameters().forEach((name, p) -> parameters.put(name, p.label()));
      return new Trial(
          trial.number(),
          trial.state().name().toLowerCase(Locale.ROOT),
          trial.reports().values().stream().map(List::getFirst).toList(),
          trial.duration().map(d -> d.toMillis() / 1000.0).orElse(0.0),
          parameters);
    }
  }

  /** Takes copies. */
  public SearchResults {
    circumstances = new LinkedHashMap<>(circumstances);
    searches = List.copyOf(searches);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it cannot be read
   */
  public static SearchResults read(Path file) throws IOException {
    return Json.read(file, SearchResults.class, "figures of searches");
  }

  /**
   * Writes everything.
   *
   * @throws IOException if that fails; an older file is then untouched
   */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }

  /** The methods, in the order of their first search. */
  List<String> methods() {
    return searches.stream().map(Search::method).distinct().toList();
  }

  /** The searches of a method. */
  List<Search> of(String method) {
    return searches.stream().filter(s -> s.method.equals(method)).toList();
  }

  /** Accuracies of a method's searches after so many epochs, or at their end if that is sooner. */
  double[] after(String method, int spent) {
    return of(method).stream().mapToDouble(s -> at(s.course(), spent)).toArray();
  }

  private static double at(List<Double> course, int spent) {
    return course.isEmpty() ? 0 : course.get(Math.clamp(spent, 1, course.size()) - 1);
  }

  /** The mean over a method's searches after each epoch of the budget. */
  double[] meanCourse(String method) {
    var means = new double[budget];
    for (int i = 0; i < budget; i++) means[i] = Spread.of(after(method, i + 1)).mean();
    return means;
  }

  /** After how many epochs a method's mean is at least this; one more than the budget if never. */
  int epochsTo(String method, double accuracy) {
    var means = meanCourse(method);
    int epoch = 0;
    while (epoch < budget && means[epoch] < accuracy) epoch++;
    return epoch + 1;
  }

  /** Whether they come from the generated stand-in. */
  boolean isGenerated() {
    return "generated".equals(circumstances.get("data_source"));
  }

  /** The parameters of the best trial of all. */
  String best() {
    return searches.stream()
        .flatMap(s -> s.trials.stream())
        .filter(t -> t.state.equals("complete"))
        .max((a, b) -> Double.compare(a.accuracies.getLast(), b.accuracies.getLast()))
        .map(t ->
            t.parameters.entrySet().stream()
                .map(p -> p.getKey() + " " + p.getValue())
                .collect(Collectors.joining(", ")))
        .orElse("none");
  }
}
