package jacquard.fashion.report;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
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
  /** The circumstance that holds how long the study took by the clock. */
  public static final String SECONDS = "seconds";

  /** The circumstance, and the user attribute of a trial, that holds processor seconds. */
  public static final String CPU_SECONDS = "cpu_seconds";

  /** The circumstance that says in words when ASHA compared trials. */
  public static final String RUNGS = "rungs";

  /** One search. */
  public record Search(String method, long seed, List<Trial> trials) {
    /** What is kept of a study. */
    public static Search of(String method, long seed, History history, int stepsPerEpoch) {
      var ended =
          history.trials().stream()
              .filter(t -> !t.isTorn())
              .map(t -> Trial.of(t, stepsPerEpoch))
              .toList();
      return new Search(method, seed, ended);
    }

    /** The best accuracy so far, in percent, by the epochs that were spent when it was seen. */
    NavigableMap<Double, Double> course() {
      var course = new TreeMap<Double, Double>();
      double spent = 0;
      double best = 0;
      for (var trial : trials) {
        for (int i = 0; i < trial.epochs.size(); i++) {
          best = Math.max(best, trial.accuracies.get(i));
          course.put(spent + trial.epochs.get(i), best);
        }
        spent += trial.spent();
      }
      return course;
    }

    /** Epochs of all trials. */
    public double spent() {
      return trials.stream().mapToDouble(Trial::spent).sum();
    }

    double seconds() {
      return trials.stream().mapToDouble(Trial::seconds).sum();
    }

    double cpuSeconds() {
      return trials.stream().mapToDouble(Trial::cpuSeconds).sum();
    }
  }

  /**
   * A trial.
   *
   * @param epochs how many it had had each time it was measured
   * @param accuracies on the validation pictures then, in percent
   * @param seconds by the clock
   * @param cpuSeconds of processor time; 0 where it was not taken
   */
  public record Trial(
      int number,
      String state,
      List<Double> epochs,
      List<Double> accuracies,
      double seconds,
      double cpuSeconds,
      Map<String, String> parameters) {
    double spent() {
      return epochs.isEmpty() ? 0 : epochs.getLast();
    }

    static Trial of(FrozenTrial trial, int stepsPerEpoch) {
      var parameters = new LinkedHashMap<String, String>();
      trial.parameters().forEach((name, p) -> parameters.put(name, p.label()));
      return new Trial(
          trial.number(),
          trial.state().name().toLowerCase(Locale.ROOT),
          trial.reports().keySet().stream().map(step -> (double) step / stepsPerEpoch).toList(),
          trial.reports().values().stream().map(List::getFirst).toList(),
          trial.duration().map(d -> d.toMillis() / 1000.0).orElse(0.0),
          Double.parseDouble(trial.userAttributes().getOrDefault(CPU_SECONDS, "0")),
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
  double[] after(String method, double spent) {
    return after(of(method), spent);
  }

  private static double[] after(List<Search> some, double spent) {
    return some.stream().mapToDouble(s -> at(s.course(), spent)).toArray();
  }

  private static double at(NavigableMap<Double, Double> course, double spent) {
    var last = course.floorEntry(spent);
    return last == null ? 0 : last.getValue();
  }

  /** The mean over a method's searches after each epoch of the budget. */
  double[] meanCourse(String method) {
    var means = new double[budget];
    for (int i = 0; i < budget; i++) means[i] = Spread.of(after(method, i + 1)).mean();
    return means;
  }

  /** After how many epochs the mean of searches is at least this, if it is within the budget. */
  OptionalDouble epochsTo(List<Search> some, double accuracy) {
    return some.stream()
        .flatMap(search -> search.course().headMap((double) budget, true).keySet().stream())
        .sorted()
        .mapToDouble(spent -> spent)
        .filter(spent -> Spread.of(after(some, spent)).mean() >= accuracy)
        .findFirst();
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
